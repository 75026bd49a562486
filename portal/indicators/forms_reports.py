"""What staff add to the half-yearly report: printed on it, and kept nowhere."""

from wtforms import TextAreaField
from wtforms.validators import Optional

from portal.accounts.forms import StaffForm
from portal.forms import at_most, clean

LONGEST = 5000


class RecommendationsForm(StaffForm):
    recomendaciones = TextAreaField(
        "Recomendaciones",
        [Optional(), at_most(LONGEST)],
        filters=[clean],
        render_kw={"rows": 8},
        description="Salen impresas en el PDF y no se guardan. No escriba datos de las personas.",
    )
