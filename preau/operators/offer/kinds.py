"""The kinds of period as addresses name them."""

from preau.law.care_offer import CarePeriodKind

SLUGS = {
    CarePeriodKind.BEFORE_SCHOOL: "avant-ecole",
    CarePeriodKind.AFTER_SCHOOL: "apres-ecole",
    CarePeriodKind.WEDNESDAY_AFTERNOON: "mercredi",
    CarePeriodKind.WEEKEND: "week-end",
    CarePeriodKind.SHORT_HOLIDAYS: "petits-conges",
    CarePeriodKind.LONG_HOLIDAYS: "ete",
}
KINDS = {slug: kind for kind, slug in SLUGS.items()}
