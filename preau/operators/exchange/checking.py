"""What the types of a place that comes in cannot say: order of hours, ages and days, one activity for a fee."""

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from preau.law.care_offer import BREAKS, WEEKDAYS_OF, CarePeriodKind, FeeUnit
from preau.law.hours_of_day import hour
from preau.law.refusals import Refusal
from preau.law.words import WEEKDAYS
from preau.operators.description import PeriodText, PlaceText

MOST_LISTED = 100  # periods, fees, closures of one place
MOST_ASKED = Decimal(10_000)  # euros
SUMMER_WEEKS = 9
NORTH, EAST = (49, 52), (2, 7)


def problem_in(place: PlaceText) -> Refusal | None:
    """Return the first thing that stands in the way of writing this place; None when nothing does."""
    return next(_problems(place), None)


def _problems(place: PlaceText) -> Iterator[Refusal]:
    yield from _characters("", place)
    if not place.name.strip():
        yield _wrong("name", "Donnez le nom du lieu.")
    yield from _ages("", place)
    yield from _point(place)
    for name in ("periods", "transfers", "closures", "reductions"):
        if len(getattr(place, name)) > MOST_LISTED:
            yield _wrong(name, f"Un lieu a au plus {MOST_LISTED} lignes ici.")
    for rank, closure in enumerate(place.closures):
        if closure.last_day < closure.first_day:
            yield _wrong(f"closures[{rank}].last_day", "Le dernier jour ne peut pas précéder le premier.")
    yield from _reductions(place)
    for rank, period in enumerate(place.periods):
        yield from _of_period(f"periods[{rank}]", period)


def _characters(path: str, value: object) -> Iterator[Refusal]:
    """Yield the texts that no database holds: those with a NUL character."""
    if isinstance(value, str):
        if "\0" in value:
            yield _wrong(path, "Retirez le caractère nul (U+0000) de ce texte.")
    elif isinstance(value, tuple):
        for rank, one in enumerate(value):
            yield from _characters(f"{path}[{rank}]", one)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _characters(f"{path}.{name}" if path else name, getattr(value, name))


def _point(place: PlaceText) -> Iterator[Refusal]:
    if (place.latitude is None) != (place.longitude is None):
        yield _wrong("latitude", "Donnez la latitude et la longitude, ou aucune des deux.")
    if place.latitude is None or place.longitude is None:
        return
    told = place.latitude.is_finite() and place.longitude.is_finite()
    if not (told and NORTH[0] <= place.latitude <= NORTH[1] and EAST[0] <= place.longitude <= EAST[1]):
        yield _wrong("latitude", "Ce point n’est pas en Belgique : donnez des degrés, comme 50.45420 et 3.95230.")


def _reductions(place: PlaceText) -> Iterator[Refusal]:
    for rank, reduction in enumerate(place.reductions):
        if reduction.percent is not None and reduction.amount is not None:
            yield _wrong(f"reductions[{rank}]", "Donnez un pourcentage ou un montant, pas les deux.")
        if reduction.percent is not None and not (_money(reduction.percent) and 0 < reduction.percent <= 100):
            yield _wrong(
                f"reductions[{rank}].percent", "Donnez un pourcentage de 0.01 à 100, à deux décimales au plus."
            )
        if reduction.amount is not None and not _money(reduction.amount):
            yield _wrong(f"reductions[{rank}].amount", _MONEY)


_MONEY = f"Donnez un montant de 0 à {MOST_ASKED} euros, avec deux décimales au plus, comme 1.50."


def _of_period(path: str, period: PeriodText) -> Iterator[Refusal]:
    yield from _ages(f"{path}.", period)
    kind = CarePeriodKind(period.kind)
    if period.first_day and period.last_day and period.last_day < period.first_day:
        yield _wrong(f"{path}.last_day", "Le dernier jour ne peut pas précéder le premier.")
    for name in period.holidays:
        if name not in BREAKS and not (name.isdecimal() and 1 <= int(name) <= SUMMER_WEEKS):
            known = ", ".join(BREAKS)
            yield _wrong(f"{path}.holidays", f"Donnez des congés connus ({known}) ou des semaines d’été de 1 à 9.")
    yield from _hours(path, kind, period)
    titles = {activity.title for activity in period.activities}
    for rank, fee in enumerate(period.fees):
        where = f"{path}.fees[{rank}]"
        if fee.activity and fee.activity not in titles:
            yield _wrong(f"{where}.activity", "Donnez le titre d’une activité de cette période.")
        if not _money(fee.amount) or (fee.elsewhere is not None and not _money(fee.elsewhere)):
            yield _wrong(f"{where}.amount", _MONEY)
        if fee.unit == FeeUnit.FREE and fee.amount:
            yield _wrong(f"{where}.amount", "Ce qui est gratuit coûte 0.")
        if (fee.derogation is None) != (fee.derogation_on is None):
            yield _wrong(f"{where}.derogation", "Donnez le plafond accordé et le jour de la dérogation.")
        if fee.derogation is not None and not _money(fee.derogation):
            yield _wrong(f"{where}.derogation", _MONEY)


def _hours(path: str, kind: CarePeriodKind, period: PeriodText) -> Iterator[Refusal]:
    taken: dict[int, list[tuple[int, int]]] = {}
    for rank, slot in enumerate(period.hours):
        where = f"{path}.hours[{rank}]"
        if slot.ends <= slot.starts:
            yield _wrong(f"{where}.ends", f"La fin doit suivre le début, {hour(slot.starts)}.")
        if slot.weekday not in WEEKDAYS_OF[kind]:
            yield _wrong(f"{where}.weekday", f"« {kind.words} » ne tombe pas un {WEEKDAYS[slot.weekday]}.")
        if any(slot.starts < ends and starts < slot.ends for starts, ends in taken.get(slot.weekday, ())):
            yield _wrong(where, "Ces heures en recouvrent d’autres du même jour : réunissez-les.")
        taken.setdefault(slot.weekday, []).append((slot.starts, slot.ends))


def _ages(path: str, text: PlaceText | PeriodText) -> Iterator[Refusal]:
    youngest, oldest = text.youngest_months, text.oldest_months
    if youngest is not None and oldest is not None and oldest <= youngest:
        yield _wrong(f"{path}oldest_months", f"Donnez un âge de plus de {youngest} mois, celui des plus jeunes.")


def _money(amount: Decimal) -> bool:
    return amount.is_finite() and 0 <= amount < MOST_ASKED and amount == amount.quantize(Decimal("0.01"))


def _wrong(field: str, sentence: str) -> Refusal:
    return Refusal("wrong_value", field, sentence)
