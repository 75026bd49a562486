"""Plans for tests: the office's real one of 2024, and the same with a change."""

import copy
import tomllib
from datetime import date
from typing import Any

from portal.plan.actions import Loaded, load_plan
from portal.plan.document import PlanDocument
from portal.plan.files import FIRST_PLAN
from portal.plan.reader import read_document

SOURCE_2024 = tomllib.loads(FIRST_PLAN.read_text(encoding="utf-8"))
ADOPTION_DAY = date(2024, 8, 15)


def document(*, year: int = 2024, goal: int = 90, **top: Any) -> PlanDocument:
    """The plan of 2024 with another year, another goal of indicator 1 or more keys at the top."""
    source = copy.deepcopy(SOURCE_2024) | {"anio": year} | top
    source["actividades"][0]["lectura"]["meta"] = goal
    return read_document(source)


def load(*, today: date = ADOPTION_DAY, **changes: Any) -> Loaded:
    return load_plan(document(**changes), today=today)
