"""The fees of a place as its page shows them: each with its price per hour and what the law says of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from preau.law.care_offer import FeeUnit
from preau.law.words import euros, number
from preau.operators.description import FeeText, PeriodText, period_text
from preau.operators.fees.checking import Checked, checked
from preau.operators.fees.hourly import Hourly, hourly_price
from preau.operators.models import CarePeriod, CarePlace, Fee, FeeReduction


@dataclass(frozen=True)
class FeeLine:
    """One fee on the page."""

    row: Fee
    text: FeeText
    hourly: Hourly
    check: Checked

    @property
    def words(self) -> str:
        """Return what is asked: « 0,50 € par demi-heure commencée », « gratuit »."""
        return asked_words(self.text)

    @property
    def elsewhere_words(self) -> str:
        """Return what is asked of the children of other communes."""
        if self.text.elsewhere is None:
            return "Pas encore su"
        return "Le même montant" if self.text.elsewhere == self.text.amount else euros(self.text.elsewhere)


@dataclass(frozen=True)
class PeriodFees:
    """A period and its fees."""

    row: CarePeriod
    lines: list[FeeLine]

    @property
    def can_copy(self) -> bool:
        return any(not line.text.activity for line in self.lines)


def asked_words(fee: FeeText) -> str:
    """Return what is asked, in French."""
    unit = FeeUnit(fee.unit)
    return "Gratuit" if unit is FeeUnit.FREE else f"{euros(fee.amount)} {unit.words}"


def fees_of(place: CarePlace, day: date) -> list[PeriodFees]:
    """Return the periods of a place with their fees; its lists are best prefetched.

    They are judged on `day`, or on the first day of a period that has not begun: the cap is that of its year.
    """
    return [_period(row, period_text(row), day) for row in place.periods.all()]


def _period(row: CarePeriod, text: PeriodText, day: date) -> PeriodFees:
    pairs = zip(row.fees.all(), text.fees, strict=True)
    day = max(day, text.first_day or day)
    return PeriodFees(
        row, [FeeLine(fee, one, hourly_price(one, text, day), checked(one, text, day)) for fee, one in pairs]
    )


def reduction_words(rows: Iterable[FeeReduction]) -> list[tuple[FeeReduction, str]]:
    """Return each reduction with how much it is, in French."""
    return [(row, _reduced(row)) for row in rows]


def _reduced(row: FeeReduction) -> str:
    if row.percent is not None:
        return f"{number(row.percent.normalize() + 0)} % de moins"
    return f"{euros(row.amount)} de moins" if row.amount is not None else "selon la situation"
