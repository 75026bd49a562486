"""Forms of the staff's sign-in and of the people of the office."""

from typing import Any

from wtforms import EmailField, HiddenField, PasswordField, RadioField, StringField
from wtforms.fields.choices import enum_choices
from wtforms.validators import DataRequired, EqualTo, InputRequired, Length

from portal.accounts.models import Role
from portal.errors import Refused
from portal.forms import PortalForm, VersionField, at_most, clean_line

# Longer ones only make the hash work.
LONGEST_PASSWORD = Length(max=200, message="Use menos de 200 caracteres.")


class StaffForm(PortalForm):
    """A form of the staff's pages: it says why the rules refused an act, beside its field."""

    def validate(self, extra_validators: Any = None) -> bool:
        """As always, and in Spanish where the page waited longer than its sign-in."""
        is_valid = super().validate(extra_validators)
        if self.csrf_token.errors:
            self.csrf_token.errors = ["La página esperó demasiado. Revise y envíe otra vez."]
        return bool(is_valid)

    def refuse(self, refusal: Refused) -> None:
        """Show the refusal beside its field, or above the form where it has none here."""
        if refusal.field in self._fields:
            field = self._fields[refusal.field]
            field.errors = [*field.errors, refusal.message]
        else:
            self.form_errors.append(refusal.message)


def status(form: StaffForm) -> int:
    """Of a page that shows a form: 400 where it shows what is wrong."""
    return 400 if form.errors else 200


class BareForm(StaffForm):
    """A button and nothing else."""


class SignInForm(StaffForm):
    correo = EmailField(
        "Correo electrónico",
        [DataRequired("Escriba su correo."), at_most(254)],
        filters=[clean_line],
    )
    clave = PasswordField("Clave", [InputRequired("Escriba su clave."), LONGEST_PASSWORD])
    siguiente = HiddenField()


class PasswordForm(StaffForm):
    clave = PasswordField(
        "Clave de ahora", [InputRequired("Escriba la clave con la que entró."), LONGEST_PASSWORD]
    )
    clave_nueva = PasswordField(
        "Clave nueva",
        [InputRequired("Escriba la clave nueva."), LONGEST_PASSWORD],
        description="Al menos 12 caracteres. Tres o cuatro palabras juntas sirven bien.",
    )
    clave_repetida = PasswordField(
        "Otra vez la clave nueva",
        [EqualTo("clave_nueva", "Las dos claves nuevas no son iguales.")],
    )


class SeenForm(StaffForm):
    """A button about somebody, as the page showed them."""

    version = VersionField()


class _RoleForm(StaffForm):
    rol = RadioField(
        "Qué hace",
        [InputRequired("Elija qué hace.")],
        choices=enum_choices(Role, label=lambda role: role.label),
    )


class RoleForm(SeenForm, _RoleForm):
    pass


class PersonForm(_RoleForm):
    nombre = StringField(
        "Nombre completo",
        [DataRequired("Escriba el nombre."), at_most(120)],
        filters=[clean_line],
    )
    correo = EmailField(
        "Correo electrónico",
        [DataRequired("Escriba el correo."), at_most(254)],  # its form is the action's to judge
        filters=[clean_line],
    )
