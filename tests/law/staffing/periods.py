"""A period of care asked about, and the sentences its answers repeat."""

from datetime import date

from preau.law.staffing.care import CareStaffingQuestion, care_staffing

TUESDAY = date(2026, 11, 17)
ARTICLE = "(décret du 3 juillet 2003, art. 16, § 1er, al. 2"
SUPPOSED = f"L’opérateur est supposé tenu par les taux d’encadrement. {ARTICLE})"
ADULTS = "(décret du 3 juillet 2003, art. 16, § 1er, al. 5)"
TWO = f"Plus de 6 enfants : deux adultes présents, ou le second joignable et là dans un délai raisonnable. {ADULTS}"
WHERE = f"Il n’est pas dit où est le second adulte. {ADULTS}"
ONE_ENOUGH = f"Avec 6 enfants ou moins, le décret ne demande pas de second adulte. {ADULTS}"
LEADER = (
    "Un responsable de projet est garanti ; il peut aussi être accueillant, et suivre plusieurs lieux. "
    "(décret du 3 juillet 2003, art. 16, § 1er, al. 1er, et § 2)"
)


def asked(starts, ends, under_six=0, six_and_over=0, *, after_school=False, day=TUESDAY, **more):
    counts = {} if "births" in more else {"under_six": under_six, "six_and_over": six_and_over}
    return care_staffing(
        CareStaffingQuestion(day=day, starts=starts, ends=ends, after_school=after_school, **counts, **more)
    )
