"""The boxes by which a requester withdraws a request, or says whether it is resolved."""

from typing import Any

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from portal.casework.models import Feedback
from portal.casework.rules_requester import RATINGS
from portal.forms import PortalForm
from portal.intake.forms_request import story

YES, NO = "si", "no"


class WithdrawalForm(PortalForm):
    motivo = story("¿Quiere contarnos por qué?", Optional())


class ResolvedForm(PortalForm):
    resuelto = RadioField(
        "¿Quedó resuelto?",
        [InputRequired("Escoja sí o no.")],
        choices=[
            SelectChoice(YES, "Sí"),
            SelectChoice(NO, "No: quiero que la oficina la abra de nuevo"),
        ],
    )
    falta = story("Si no, ¿qué falta?", description="Solo si escogió «No».")
    calificacion = RadioField(
        "¿Cómo le atendimos?",
        [Optional()],
        choices=[SelectChoice(str(number), label) for number, label in RATINGS.items()],
    )

    @classmethod
    def of(cls, feedback: Feedback | None) -> "ResolvedForm":
        """What was said before of this closing."""
        form = cls(formdata=None)
        if feedback:
            form.resuelto.data = YES if feedback.is_resolved else NO
            form.calificacion.data = str(feedback.rating or "") or None
        return form

    @property
    def is_resolved(self) -> bool:
        return bool(self.resuelto.data == YES)

    @property
    def rating(self) -> int | None:
        return int(self.calificacion.data) if self.calificacion.data else None

    def validate(self, extra_validators: Any = None) -> bool:
        """Who says no tells what is missing: the office goes on with that."""
        is_valid = bool(super().validate(extra_validators))
        if self.resuelto.data == NO and not self.falta.data:
            self.falta.errors = ["Escriba qué falta, para que la oficina siga con eso."]
            return False
        return is_valid
