"""What the requests and the activities of the demonstration say, read from its file."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from portal.intake.kinds import RequestKind

FILE = Path(__file__).with_name("data") / "story.toml"
SECTIONS = {
    RequestKind.TRAINING: "capacitaciones",
    RequestKind.ADVICE: "asesorias",
    RequestKind.COMPLAINT: "quejas",
}


@dataclass(frozen=True)
class HeldActivity:
    number: int
    title: str
    held_on: date
    has_proof: bool
    is_annulled: bool


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def told(kind: RequestKind) -> list[tuple[str, str]]:
    """Every topic with each of its texts."""
    return [(each["tema"], text) for each in _file()[SECTIONS[kind]] for text in each["textos"]]


def communities() -> list[str]:
    return list(_file()["comunidades"]["nombres"])


def held_activities(year: int) -> list[HeldActivity]:
    """What was done of the plan."""
    return [
        HeldActivity(
            number=each["numero"],
            title=each["titulo"],
            held_on=date.fromisoformat(f"{year}-{day}"),
            has_proof=day not in each.get("sin_soporte", ()),
            is_annulled=day in each.get("anuladas", ()),
        )
        for each in _file()["actividades"]
        for day in each["hechas"]
    ]
