"""One macro draws every kind of field; the summary says what is missing."""

from collections.abc import Callable

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    Form,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

Draw = Callable[..., str]
SERVICES = [SelectChoice("agua", "Agua"), SelectChoice("aseo", "Aseo")]


class ChecksField(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ComplaintForm(Form):
    servicio = RadioField(
        "¿Cuál servicio?", [InputRequired("Diga cuál servicio falla.")], choices=SERVICES
    )
    descripcion = TextAreaField(
        "¿Qué pasa?", [InputRequired("Cuente qué pasa.")], description="Con sus palabras."
    )
    hogares = IntegerField(
        "¿Cuántos hogares?", [Optional(), NumberRange(min=1, message="Escriba un número.")]
    )
    territorio = StringField("¿Dónde?")
    tema = SelectField("Tema", choices=SERVICES, validate_choice=False)
    temas = ChecksField("Temas", choices=SERVICES)
    fecha = DateField("Fecha", [Optional()])
    acepta = BooleanField("Acepto")
    clave = PasswordField("Clave")
    foto = FileField("Foto")


def _sent(**values: str) -> ComplaintForm:
    form = ComplaintForm(MultiDict(values))
    form.validate()
    return form


@pytest.mark.parametrize("name", ["territorio", "tema", "fecha", "clave", "foto", "descripcion"])
def test_a_single_control_has_its_label(draw: Draw, name: str) -> None:
    markup = draw("form", f"field(form.{name})", form=ComplaintForm())
    assert f'<label class="label" for="{name}">' in markup
    assert f'id="{name}"' in markup


@pytest.mark.parametrize("name", ["servicio", "temas"])
def test_a_set_of_choices_stands_in_a_fieldset_with_a_legend(draw: Draw, name: str) -> None:
    markup = draw("form", f"field(form.{name})", form=ComplaintForm())
    assert '<legend class="label">' in markup
    assert f'<label for="{name}-1">Aseo</label>' in markup


def test_a_checkbox_stands_before_its_label(draw: Draw) -> None:
    markup = draw("form", "field(form.acepta)", form=ComplaintForm())
    assert markup.index('type="checkbox"') < markup.index('<label for="acepta">')


def test_hint_and_error_are_tied_to_the_control(draw: Draw) -> None:
    markup = draw("form", "field(form.descripcion)", form=_sent())
    assert 'aria-describedby="descripcion-hint descripcion-error"' in markup
    assert 'aria-invalid="true"' in markup
    assert 'id="descripcion-hint">Con sus palabras.' in markup
    assert "Cuente qué pasa." in markup


def test_an_optional_field_says_so(draw: Draw) -> None:
    form = ComplaintForm()
    assert "(si lo sabe)" in draw("form", "field(form.hogares)", form=form)
    assert "(si quiere)" in draw("form", "field(form.clave, optional='si quiere')", form=form)
    assert "(si" not in draw("form", "field(form.descripcion)", form=form)


def test_suggestions_are_offered_and_bind_nobody(draw: Draw) -> None:
    markup = draw("form", "field(form.territorio, suggestions=['La Bocana'])", form=_sent())
    assert 'list="territorio-list"' in markup
    assert '<option value="La Bocana">' in markup


def test_what_a_person_typed_is_escaped(draw: Draw) -> None:
    markup = draw("form", "field(form.territorio)", form=_sent(territorio='"><b>x'))
    assert "<b>" not in markup


def test_the_summary_counts_what_is_missing_and_leads_to_it(draw: Draw) -> None:
    markup = draw("form", "error_summary(form)", form=_sent())
    assert "Faltan dos datos" in markup
    assert "No se perdió nada de lo que escribió." in markup
    assert '<a href="#servicio-0">Diga cuál servicio falla.</a>' in markup
    assert '<a href="#descripcion">Cuente qué pasa.</a>' in markup


def test_the_summary_speaks_of_one_thing_in_the_singular(draw: Draw) -> None:
    assert "Falta un dato" in draw("form", "error_summary(form)", form=_sent(servicio="agua"))


def test_the_summary_does_not_call_a_wrong_answer_missing(draw: Draw) -> None:
    form = _sent(servicio="agua", descripcion="No llega.", hogares="0")
    assert "Hay un dato por corregir" in draw("form", "error_summary(form)", form=form)


def test_a_refusal_without_a_field_is_said_too(draw: Draw) -> None:
    form = _sent(servicio="agua", descripcion="No llega.")
    form.form_errors.append("El plazo ya pasó.")
    markup = draw("form", "error_summary(form)", form=form)
    assert "No se pudo guardar" in markup
    assert "<li>El plazo ya pasó.</li>" in markup


def test_a_form_without_errors_has_no_summary(draw: Draw) -> None:
    form = _sent(servicio="agua", descripcion="No llega.")
    assert draw("form", "error_summary(form)", form=form).strip() == ""
