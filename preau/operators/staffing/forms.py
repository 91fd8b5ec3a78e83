"""The form of the staffing of one period. It checks numbers; acts check rights and states."""

from typing import Any

from django import forms

from preau.foundation.ui.form_pages import version_field
from preau.foundation.ui.forms import choice_field, count_field
from preau.operators.models import CarePeriod

SECOND_ADULT = list(CarePeriod._meta.get_field("second_adult").choices or ())


class StaffingForm(forms.Form):
    """Whom a period expects, and who cares for them. Empty is not known, and never zero."""

    version = version_field()
    expected_under_six = count_field("Enfants de moins de six ans attendus", "0 s’il n’y en a jamais.")
    expected_six_and_over = count_field("Enfants de six ans ou plus attendus", "0 s’il n’y en a jamais.")
    workers = count_field("Accueillants prévus en même temps", most=500)
    workers_last_year = count_field(
        "Accueillants l’année précédente",
        "Pour la même période : l’encadrement ne peut pas baisser (décret, art. 16, § 1er, al. 2).",
        most=500,
    )
    second_adult = choice_field(
        "Le second adulte", SECOND_ADULT, "Il en faut un au-delà de six enfants (décret, art. 16, § 1er, al. 5)."
    )

    def values(self) -> dict[str, Any]:
        """Return the columns of the period."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
