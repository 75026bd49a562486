"""What staff may ask the queue for; the questions stand in the address, to be kept and shared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from markupsafe import Markup, escape

from portal.accounts.models import StaffUser
from portal.casework import queries_matters
from portal.casework.queries_search import digests_of
from portal.casework.queries_views import Person
from portal.casework.queue import NOBODY, QueueFilter, Situation, Term
from portal.forms import clean_line
from portal.intake import catalogues
from portal.intake.kinds import Channel, RequestKind
from portal.intake.search_words import TOPICS

Pairs = tuple[tuple[str, str], ...]
MINE = "yo"
LONGEST_SEARCH = 100
# In the order in which an address holds them. The person never stands in a saved view.
PERSON = "persona"
VIEW_NAMES = (
    *("buscar", "tipo", "estado", "plazo", "quien", "territorio", "tema", "proveedor"),
    *("canal", "novedades", "asunto"),
)
NAMES = (*VIEW_NAMES, PERSON)
# Those that a person sees without opening the rest.
FIRST = frozenset({"buscar", PERSON, "estado", "quien", "asunto"})


@dataclass(frozen=True)
class Choice:
    """A list to choose from, its options written out: a page has hundreds of them."""

    name: str
    label: str
    options: Markup


def choices(
    arguments: Mapping[str, str], asked: QueueFilter, people: Iterable[Person]
) -> dict[str, Choice]:
    """By name, the lists of the page, with ``people`` who may have a request."""
    named = tuple((one.public_id, one.name) for one in people)
    offered: dict[str, tuple[str, Pairs]] = {
        "estado": ("Estado", _labelled(Situation)),
        "quien": ("Quién la tiene", (("", "Cualquiera"), (MINE, "Yo"), (NOBODY, "Nadie"), *named)),
        "plazo": ("Plazo", (("", "Cualquiera"), *_labelled(Term))),
        "tipo": ("Tipo", (("", "Todos"), *_labelled(RequestKind))),
        "tema": ("Tema o servicio", (("", "Todos"), *_entries(*TOPICS.values()))),
        "proveedor": ("Prestador", (("", "Todos"), *_entries("providers"))),
        "territorio": ("Territorio", (("", "Todos"), *_entries("territories"))),
        "canal": ("Llegó por", (("", "Todos"), *_labelled(Channel))),
    }
    chosen = {**arguments, "estado": asked.situation.value}
    return {
        name: choice(name, label, pairs, chosen.get(name, ""))
        for name, (label, pairs) in offered.items()
    }


def assignees(people: Iterable[Person], chosen: str) -> Choice:
    """To whom the marked ones can be given."""
    named = (("", "Nadie"), *((one.public_id, one.name) for one in people))
    return choice("responsable", "Asignar las marcadas a", named, chosen)


def choice(name: str, label: str, pairs: Pairs, chosen: str) -> Choice:
    value = f'value="{escape(chosen)}"'
    options = _options(pairs).replace(value, f"selected {value}", 1)
    return Choice(name, label, Markup(options))  # noqa: S704 - escaped where it is written


@lru_cache(64)
def _options(pairs: Pairs) -> str:
    return "".join(
        f'<option value="{escape(value)}">{escape(label)}</option>' for value, label in pairs
    )


def in_words(arguments: Mapping[str, str], people: Iterable[Person]) -> list[str]:
    """What an address asks for, as people say it."""
    names = {one.public_id: one.name for one in people} | {MINE: "yo", NOBODY: "nadie"}
    said = {
        "buscar": lambda text: f"palabras «{text}»",
        PERSON: lambda text: f"de la persona «{text}»",
        "tipo": lambda code: _label(RequestKind, code),
        "estado": lambda code: _label(Situation, code),
        "plazo": lambda code: _label(Term, code),
        "quien": lambda code: f"la tiene {names[code]}" if code in names else "",
        "territorio": lambda code: catalogues.label("territories", code),
        "tema": lambda code: dict(_entries(*TOPICS.values())).get(code, ""),
        "proveedor": lambda code: catalogues.label("providers", code),
        "canal": lambda code: f"llegó por {_label(Channel, code).lower()}",
        "novedades": lambda _: "lo que cambió desde que miró",
        "asunto": lambda code: f"del asunto «{queries_matters.title_of(code)}»",
    }
    words = (said[name](value) for name, value in kept(arguments).items())
    return [one for one in words if one]


def has_more(arguments: Mapping[str, str]) -> bool:
    """Whether something is asked in the part that is folded away."""
    return bool(kept(arguments).keys() - FIRST)


def filter_of(
    arguments: Mapping[str, str], *, user: StaffUser, people: Iterable[Person]
) -> QueueFilter:
    """The questions of an address. A search looks everywhere unless it is told where."""
    words, person = (_sought(arguments.get(name)) for name in ("buscar", PERSON))
    situation = _member(Situation, arguments.get("estado"))
    return QueueFilter(
        kind=_member(RequestKind, arguments.get("tipo")),
        situation=situation or (Situation.ALL if words or person else Situation.OPEN),
        assignee=_assignee(arguments.get("quien"), user, people),
        territory=_code(("territories",), arguments.get("territorio")),
        topic=_code(TOPICS.values(), arguments.get("tema")),
        provider=_code(("providers",), arguments.get("proveedor")),
        channel=_member(Channel, arguments.get("canal")),
        term=_member(Term, arguments.get("plazo")),
        is_changed=bool(arguments.get("novedades")),
        matter=arguments.get("asunto") or None,
        words=words,
        person=person,
        digests=digests_of(person) if person else (),
    )


def kept(arguments: Mapping[str, str], names: Iterable[str] = NAMES) -> dict[str, str]:
    """The questions of an address without what is none of them."""
    return {name: arguments[name] for name in names if arguments.get(name)}


def written(arguments: Mapping[str, str], names: Iterable[str] = NAMES) -> str:
    """The same as one text."""
    return urlencode(kept(arguments, names))


def read(text: str | None) -> dict[str, str]:
    """The questions of such a text, whoever wrote it."""
    return kept(dict(parse_qsl((text or "")[:2000], errors="replace")))


def _sought(typed: str | None) -> str | None:
    return (clean_line(typed) or "")[:LONGEST_SEARCH] or None


def _assignee(who: str | None, user: StaffUser, people: Iterable[Person]) -> int | str | None:
    if who == MINE:
        return user.id
    if who == NOBODY:
        return NOBODY
    return next((one.id for one in people if one.public_id == who), None)


def _code(names: Iterable[str], code: str | None) -> str | None:
    """A code that one of the catalogues has, retired ones too."""
    return code if code and any(catalogues.has(name, code) for name in names) else None


def _labelled(members: Any) -> Pairs:
    return tuple((member.value, member.label) for member in members)


def _label(members: Any, code: str) -> str:
    return dict(_labelled(members)).get(code, "")


def _entries(*names: str) -> Pairs:
    """The entries of catalogues, each code once."""
    found = {entry.code: entry.label for name in names for entry in catalogues.catalogue(name)}
    return tuple(found.items())


def _member(kind: Any, value: str | None) -> Any:
    return kind(value) if value in {member.value for member in kind} else None
