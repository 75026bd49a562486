"""What staff may ask the queue for; the questions stand in the address, to be kept and shared."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from markupsafe import Markup, escape
from wtforms import BooleanField, Form, SearchField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import Select, html_params

from portal.accounts.models import StaffUser
from portal.casework.queue import NOBODY, QueueFilter, Situation, Term
from portal.forms import clean_line
from portal.intake import catalogues
from portal.intake.forms_fields import choices_of
from portal.intake.kinds import Channel, RequestKind
from portal.intake.search_words import TOPICS

MINE = "yo"
LONGEST_SEARCH = 100
# In the order in which an address holds them. The person never stands in a saved view.
PERSON = "persona"
VIEW_NAMES = (
    *("buscar", "tipo", "estado", "plazo", "quien", "territorio", "tema", "proveedor"),
    *("canal", "novedades"),
)
NAMES = (*VIEW_NAMES, PERSON)
# Those that a person sees without opening the rest.
FIRST = frozenset({"buscar", PERSON, "estado", "quien"})


class QuickSelect(Select):
    """A list as any other whose options are written once: the page has hundreds of them."""

    def __call__(self, field: Any, **attributes: Any) -> Markup:
        attributes = html_params(id=field.id, name=field.name, **attributes)
        options = _options(tuple((one.value, one.label) for one in field.choices))
        chosen = f'value="{escape(field.data or "")}"'
        return Markup(  # noqa: S704 - options and attributes are escaped where they are made
            f"<select {attributes}>{options.replace(chosen, f'selected {chosen}', 1)}</select>"
        )


@lru_cache(32)
def _options(choices: tuple[tuple[str, str], ...]) -> str:
    return "".join(
        f'<option value="{escape(value)}">{escape(label)}</option>' for value, label in choices
    )


class ChoiceField(SelectField):
    widget = QuickSelect()

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, validate_choice=False, **options)


class QueueForm(Form):
    """Read from the address; what it does not know is as if it had not been asked."""

    buscar = SearchField("Radicado o palabras", filters=[clean_line])
    persona = SearchField("Persona", filters=[clean_line])
    estado = ChoiceField("Estado")
    quien = ChoiceField("Quién la tiene")
    tipo = ChoiceField("Tipo")
    plazo = ChoiceField("Plazo")
    tema = ChoiceField("Tema o servicio")
    proveedor = ChoiceField("Prestador")
    territorio = ChoiceField("Territorio")
    canal = ChoiceField("Llegó por")
    novedades = BooleanField("Solo lo que cambió desde la última vez que miré")

    def offer(self, people: Iterable[StaffUser], asked: QueueFilter) -> None:
        """The choices, with ``people`` who may have a request, and what was understood."""
        self.estado.choices = _labelled(Situation)
        self.quien.choices = [
            *(SelectChoice("", "Cualquiera"), SelectChoice(MINE, "Yo")),
            SelectChoice(NOBODY, "Nadie"),
            *(SelectChoice(one.public_id, one.name) for one in people),
        ]
        self.tipo.choices = [SelectChoice("", "Todos"), *_labelled(RequestKind)]
        self.plazo.choices = [SelectChoice("", "Cualquiera"), *_labelled(Term)]
        self.tema.choices = [SelectChoice("", "Todos"), *_topics()]
        self.proveedor.choices = [SelectChoice("", "Todos"), *choices_of("providers")]
        self.territorio.choices = [SelectChoice("", "Todos"), *choices_of("territories")]
        self.canal.choices = [SelectChoice("", "Todos"), *_labelled(Channel)]
        self.estado.data = asked.situation.value
        self.novedades.data = asked.is_changed

    @property
    def has_more(self) -> bool:
        """Whether something is asked in the part that is folded away."""
        return any(field.data for field in self if field.name not in FIRST)


def filter_of(
    arguments: Mapping[str, str], *, user: StaffUser, people: Iterable[StaffUser]
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
        words=words,
        person=person,
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


def _assignee(who: str | None, user: StaffUser, people: Iterable[StaffUser]) -> int | str | None:
    if who == MINE:
        return user.id
    if who == NOBODY:
        return NOBODY
    return next((one.id for one in people if one.public_id == who), None)


def _code(names: Iterable[str], code: str | None) -> str | None:
    """A code that one of the catalogues has, retired ones too."""
    return code if code and any(catalogues.has(name, code) for name in names) else None


def _labelled(members: Any) -> list[SelectChoice]:
    return [SelectChoice(member.value, member.label) for member in members]


def _member(kind: Any, value: str | None) -> Any:
    return kind(value) if value in {member.value for member in kind} else None


def _topics() -> list[SelectChoice]:
    """The topics of all kinds, each code once."""
    known = {
        entry.code: entry.label for name in TOPICS.values() for entry in catalogues.catalogue(name)
    }
    return [SelectChoice(code, label) for code, label in known.items()]
