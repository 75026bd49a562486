"""What was left for later at the desk: the same questions, with what is known already written."""

from dataclasses import dataclass, field
from typing import Any

from portal.casework.forms import ActForm
from portal.casework.forms_walk_in import (
    WalkInAdviceForm,
    WalkInComplaintForm,
    WalkInForm,
    WalkInTrainingForm,
)
from portal.intake import catalogues
from portal.intake.forms_request import PERSON
from portal.intake.kinds import Identity, RequestKind
from portal.intake.models import ServiceRequest
from portal.intake.models_private import RequestContent, Requester
from portal.intake.rules import SPOKEN_LABELS, is_spoken

COUNTS = {"households": "hogares", "people_expected": "personas"}
# What other pages ask: the topic, the words of the person, how it came, its files.
ASKED_ELSEWHERE = (
    *(
        "tema",
        "descripcion",
        "canal",
        "recibida_en",
        "hora",
        "formulario",
        "verbal",
        "urgente",
        "papel",
    ),
    *("anonima", "reservada", "protegida", "archivos", "archivos_guardados", "quitar"),
    *("fecha_1", "fecha_2", "fecha_3"),
)


@dataclass(frozen=True, kw_only=True)
class FilledIn:
    """What is known now: by column, and by name of the form's field."""

    person: dict[str, str | None]
    answers: dict[str, Any]
    facts: dict[str, Any] = field(default_factory=dict)


class FillingIn(ActForm, WalkInForm):
    """The part of the desk's form that may be answered afterwards."""

    def keep(self, service_request: ServiceRequest, content: RequestContent | None) -> None:
        """Leave only what may be asked of this request."""
        spoken = is_spoken(content.answers) if content else False
        left_out = {*ASKED_ELSEWHERE, *(() if spoken else SPOKEN_LABELS)}
        if service_request.identity is Identity.ANONYMOUS:
            left_out |= set(PERSON.values())
        for name in left_out & set(self._fields):
            del self[name]

    def filled_in(self) -> FilledIn:
        names = (*self.answer_fields, "territorio", *SPOKEN_LABELS)
        return FilledIn(
            person={
                column: self._fields[name].data or None
                for column, name in PERSON.items()
                if name in self._fields
            },
            answers={name: self._fields[name].data for name in names if name in self._fields},
            facts=self._facts(),
        )

    def _facts(self) -> dict[str, Any]:
        counts = {
            column: self._fields[name].data
            for column, name in COUNTS.items()
            if name in self._fields
        }
        codes = {"territory": catalogues.find("territories", self.territorio.data)}
        if "proveedor" in self._fields:
            codes["provider"] = catalogues.find("providers", self._fields["proveedor"].data)
        return counts | {column: code for column, code in codes.items() if code}


class CompleteTrainingForm(FillingIn, WalkInTrainingForm):
    pass


class CompleteAdviceForm(FillingIn, WalkInAdviceForm):
    pass


class CompleteComplaintForm(FillingIn, WalkInComplaintForm):
    pass


FORMS: dict[RequestKind, type[FillingIn]] = {
    form.kind: form for form in (CompleteTrainingForm, CompleteAdviceForm, CompleteComplaintForm)
}


def form_of(
    service_request: ServiceRequest, content: RequestContent | None, requester: Requester | None
) -> FillingIn:
    """The form with what is known; ``requester``: none where the reader may not know who."""
    known = dict(content.answers) if content else {}
    known |= {name: getattr(requester, column, None) for column, name in PERSON.items()}
    known |= {name: getattr(service_request, column) for column, name in COUNTS.items()}
    form = FORMS[service_request.kind](**known)
    form.keep(service_request, content)
    return form
