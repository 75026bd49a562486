from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from portal import formats

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def templates() -> Environment:
    """The templates as the portal loads them, without the portal."""
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(formats.FILTERS)
    return environment


@pytest.fixture
def draw(templates: Environment) -> Callable[..., str]:
    """Render a call of a macro, checked to be valid HTML: draw("state", "state('cumple')")."""

    def rendered(component: str, call: str, **context: object) -> str:
        name = call.partition("(")[0]
        source = f'{{% from "components/{component}.html" import {name} %}}{{{{ {call} }}}}'
        markup = templates.from_string(source).render(**context)
        html5lib.HTMLParser(strict=True).parseFragment(markup)
        return markup

    return rendered
