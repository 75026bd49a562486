"""A reply of the office, as its form writes it."""

from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired
from wtforms.widgets import CheckboxInput, ListWidget

from portal.accounts.forms import StaffForm
from portal.casework.forms import LONGEST_TEXT
from portal.casework.replies import Reply
from portal.casework.rules import Act
from portal.casework.rules_replies import FIELDS
from portal.forms import VersionField, at_most, clean, clean_line
from portal.intake.kinds import RequestKind

ACT_LABELS = {
    Act.ASK: "Preguntar a la persona",
    Act.REQUIRE: "Pedir que la complete",
    Act.ANSWER: "Responder sin cerrar",
    Act.TRANSFER: "Trasladar a otra entidad",
    Act.CLOSE: "Responder y cerrar",
    Act.EXTEND: "Ampliar el plazo",
    Act.DEEM: "Declarar el desistimiento",
}
_KNOWN = ", ".join(f"{{{name}}}: {meaning}" for name, meaning in FIELDS.items())


class ReplyForm(StaffForm):
    version = VersionField()
    titulo = StringField(
        "Título",
        [DataRequired("Escriba un título."), at_most(80)],
        filters=[clean_line],
        description="Por él se escoge. La persona no lo ve.",
    )
    acto = SelectField(
        "Para qué se usa",
        choices=[
            SelectChoice("", "Para cualquiera"),
            *(SelectChoice(act.value, label) for act, label in ACT_LABELS.items()),
        ],
        validate_choice=False,
    )
    tipos = SelectMultipleField(
        "En qué solicitudes",
        choices=[SelectChoice(kind.value, kind.label) for kind in RequestKind],
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description="Sin marcar ninguna, en todas.",
    )
    texto = TextAreaField(
        "Texto",
        [DataRequired("Escriba el texto."), at_most(LONGEST_TEXT)],
        filters=[clean],
        description=f"Entre llaves, lo que cambia con cada solicitud. {_KNOWN}.",
    )

    @classmethod
    def of(cls, reply: Reply) -> "ReplyForm":
        return cls(
            version=reply.version,
            titulo=reply.title,
            acto=reply.act.value if reply.act else "",
            tipos=[kind.value for kind in reply.kinds],
            texto=reply.text,
        )

    def see(self, version: int) -> None:
        """The person now sees this version: sent again, theirs comes after it."""
        self.version.raw_data = None
        self.version.data = version

    @property
    def act(self) -> Act | None:
        return next((act for act in ACT_LABELS if act.value == self.acto.data), None)

    @property
    def kinds(self) -> list[RequestKind]:
        return [kind for kind in RequestKind if kind.value in (self.tipos.data or ())]
