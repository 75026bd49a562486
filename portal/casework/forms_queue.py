"""What staff may ask the queue for; the questions stand in the address, to be kept and shared."""

from collections.abc import Iterable
from typing import Any

from wtforms import Form, SearchField, SelectField
from wtforms.fields.choices import SelectChoice

from portal.accounts.models import StaffUser
from portal.casework.queue import NOBODY, QueueFilter, Situation, Term
from portal.forms import clean_line
from portal.intake import catalogues
from portal.intake.forms_fields import choices_of
from portal.intake.kinds import RequestKind

MINE = "yo"
TOPICS = ("topics", "mechanisms", "services")
LONGEST_SEARCH = 100


class QueueForm(Form):
    """Read from the address; what it does not know is as if it had not been asked."""

    buscar = SearchField("Radicado o persona", filters=[clean_line])
    tipo = SelectField("Tipo", validate_choice=False)
    estado = SelectField("Estado", validate_choice=False)
    quien = SelectField("Quién la tiene", validate_choice=False)
    territorio = SelectField("Territorio", validate_choice=False)
    tema = SelectField("Tema", validate_choice=False)
    plazo = SelectField("Plazo", validate_choice=False)

    def offer(self, people: Iterable[StaffUser]) -> None:
        """The choices, with ``people`` who may have a request."""
        self.tipo.choices = [SelectChoice("", "Todos"), *_labelled(RequestKind)]
        self.estado.choices = _labelled(Situation)
        self.quien.choices = [
            SelectChoice("", "Cualquiera"),
            SelectChoice(MINE, "Yo"),
            SelectChoice(NOBODY, "Nadie"),
            *(SelectChoice(one.public_id, one.name) for one in people),
        ]
        self._ids = {one.public_id: one.id for one in people}
        self.territorio.choices = [SelectChoice("", "Todos"), *choices_of("territories")]
        self.tema.choices = [SelectChoice("", "Todos"), *_topics()]
        self.plazo.choices = [SelectChoice("", "Cualquiera"), *_labelled(Term)]

    def asked(self, user: StaffUser) -> QueueFilter:
        """The questions. A search looks everywhere unless it is told where."""
        search = (self.buscar.data or "")[:LONGEST_SEARCH] or None
        situation = _member(Situation, self.estado.data)
        if situation is None:
            situation = Situation.ALL if search else Situation.OPEN
        self.estado.data = situation.value
        return QueueFilter(
            kind=_member(RequestKind, self.tipo.data),
            situation=situation,
            assignee=self._assignee(user),
            territory=self._chosen(self.territorio),
            topic=self._chosen(self.tema),
            term=_member(Term, self.plazo.data),
            search=search,
        )

    def _assignee(self, user: StaffUser) -> int | str | None:
        who = self.quien.data
        if who == MINE:
            return user.id
        return NOBODY if who == NOBODY else self._ids.get(who)

    def _chosen(self, field: SelectField) -> str | None:
        return field.data if field.data in {choice.value for choice in field.choices} else None


def _labelled(members: Any) -> list[SelectChoice]:
    return [SelectChoice(member.value, member.label) for member in members]


def _member(kind: Any, value: str | None) -> Any:
    return kind(value) if value in {member.value for member in kind} else None


def _topics() -> list[SelectChoice]:
    """The topics of all kinds, each code once."""
    known = {entry.code: entry.label for name in TOPICS for entry in catalogues.catalogue(name)}
    return [SelectChoice(code, label) for code, label in known.items()]
