"""What the forms of the agenda share."""

from typing import Any

from wtforms import SelectMultipleField, StringField, TimeField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from portal.accounts.forms import StaffForm
from portal.agenda.models import Execution
from portal.forms import PossibleDateField, VersionField, at_most, clean_line


class CheckboxesField(SelectMultipleField):
    """Several of a list, each with its box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def day_field(label: str, **options: Any) -> PossibleDateField:
    return PossibleDateField(label, [InputRequired("Escriba la fecha.")], **options)


def time_field(label: str) -> TimeField:
    return TimeField(
        label,
        [Optional()],
        format=["%H:%M", "%H:%M:%S"],
        invalid_value_message="Esa hora no existe. Escríbala como 14:30.",
    )


def line_field(label: str, longest: int, **options: Any) -> StringField:
    return StringField(label, [Optional(), at_most(longest)], filters=[clean_line], **options)


class VersionForm(StaffForm):
    """What every change carries."""

    version = VersionField()

    def see(self, execution: Execution) -> None:
        """The person now sees it as it is: sent again, the change goes upon this."""
        self.version.raw_data = None
        self.version.data = execution.version
