"""Training hours that may count, and the periods they count in (decree of 3 July 2003, art. 19 and 20): bare."""

from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from preau.law.calendar import add_months
from preau.law.parameters import parameter
from preau.law.results import Refused

IN_FORCE = date(2004, 1, 1)
RECOGNITION_FROM = date(2024, 7, 16)
MOST_A_DAY = 24
CENT = Decimal("0.01")


class ProviderGround(StrEnum):
    """On which ground a body gives continuing training."""

    ONE = "one"
    APPROVED_BY_GOVERNMENT = "approved_by_government"
    RECOGNISED = "recognised"
    TITLE_BODY = "title_body"
    NONE = "none"


class RecordState(StrEnum):
    """What the Office has decided on a training followed."""

    VALIDATED = "validated"
    TO_VALIDATE = "to_validate"
    REFUSED = "refused"


class Period(Struct, frozen=True):
    """A stretch of days, first and last included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


class Hours(Struct, frozen=True):
    """Hours by state."""

    recognised: Decimal = Decimal(0)
    pending: Decimal = Decimal(0)
    refused: Decimal = Decimal(0)


def provider_counts(ground: ProviderGround, day: date) -> bool:
    """Say whether a body on that ground may give countable training on a day (art. 20, al. 4, changed in 2024)."""
    if ground is ProviderGround.APPROVED_BY_GOVERNMENT:
        return day < RECOGNITION_FROM
    if ground is ProviderGround.RECOGNISED:
        return day >= RECOGNITION_FROM
    return ground is not ProviderGround.NONE


def is_countable(
    ground: ProviderGround | None, in_programme: bool | None, day: date, *, early_childhood: bool = False
) -> bool | None:
    """Return whether a training counts towards the 50 hours, None when not known.

    `early_childhood`: a training of the Office's programme for children under six, which counts (art. 20, al. 5).
    """
    if early_childhood:
        return True
    provider = None if ground is None else provider_counts(ground, day)
    criteria = (provider, in_programme)
    return False if False in criteria else None if None in criteria else True


def periods(start: date, day: date, years: int) -> list[Period]:
    """Return the consecutive periods of `years` years from `start` to the one that holds `day`; none before `start`.

    Each is counted from `start`, not the one before, so that 29 February comes back; the last day is the anniversary.
    """
    found: list[Period] = []
    first = start
    while first <= day:
        last = add_months(start, 12 * years * (len(found) + 1))
        found.append(Period(first, last))
        first = last + timedelta(days=1)
    return found


def first_period(first: date) -> Period:
    """Return the time of the hundred hours that starts on a day; the last day is the anniversary (art. 19)."""
    return Period(first, add_months(first, 12 * parameter("training.first_years").whole(first)))


def rolling_period(day: date) -> Period:
    """Return the three years that end on a day."""
    years = parameter("training.period_years").whole(day)
    return Period(add_months(day, -12 * years) + timedelta(days=1), day)


def check_hours(hours: Decimal, field: str) -> None:
    """Raise Refused for hours with more than two decimals."""
    if hours != hours.quantize(CENT):
        raise Refused(field, "Écrivez les heures avec deux décimales au plus : 7.50.")
