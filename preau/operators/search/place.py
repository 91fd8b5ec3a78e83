"""The page of a published place: what is declared of it, as a parent reads it. Nothing personal, nothing of a draft."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import msgspec

from preau.foundation.territory.models import Municipality
from preau.law.care_offer import CarePeriodKind
from preau.operators.declaring import wording
from preau.operators.description import (
    Description,
    FeeText,
    PeriodText,
    PlaceText,
    RecognitionText,
    TransferText,
    read_description,
)
from preau.operators.fees.hourly import Hourly, hourly_price
from preau.operators.models import CarePlace, DeclarationRevision, Meals, PlaceAccess, PublishedPlace, Recognition
from preau.operators.offer.drawing import WeekDrawing, holidays_words, hours_words, weeks_of
from preau.operators.places.reading import ages_words
from preau.operators.project.points import known_points

ATL_APPROVAL = Recognition.Kind.ATL_APPROVAL


@dataclass(frozen=True)
class FeeLine:
    """One amount asked, and what it makes per hour."""

    words: str
    hourly: Hourly

    @property
    def per_hour(self) -> str:
        return self.hourly.words if self.hourly.amount else ""


@dataclass(frozen=True)
class PeriodView:
    """One period as the page shows it; `facts` are what is known beside its hours."""

    name: str
    hours: str
    facts: tuple[str, ...]
    activities: tuple[str, ...]
    fees: tuple[FeeLine, ...]


@dataclass(frozen=True)
class Held:
    """An approval, recognition or affiliation in force."""

    name: str
    words: str


@dataclass(frozen=True)
class PlaceView:
    """A published place on a day. `text` is the place, `whole` what its operator declared with it."""

    row: PublishedPlace
    text: PlaceText
    whole: Description
    today: date

    @cached_property
    def weeks(self) -> list[WeekDrawing]:
        """The ordinary week, drawn; the holidays are told in words. What is new matters to the commune alone."""
        periods = tuple(
            msgspec.structs.replace(one, is_new=False)
            for one in self.text.periods
            if self._is_current(one) and not holidays_words(one)
        )
        return weeks_of(msgspec.structs.replace(self.text, periods=periods))

    @cached_property
    def periods(self) -> list[PeriodView]:
        """The periods that are not over."""
        return [self._period(period) for period in self.text.periods if self._is_current(period)]

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What the place is, point by point; "" for what is not known. Its address stands under its name."""
        text = self.text
        address = [] if self.row.address else [("Adresse", "")]
        return [
            *address,
            ("École", self._school),
            ("Âges", ages_words(text.youngest_months, text.oldest_months)),
            ("Places", "" if text.capacity is None else str(text.capacity)),
            ("Accès", str(PlaceAccess(text.access).label) if text.access else ""),
            ("Locaux", text.premises),
            ("Espace extérieur", wording.yes_or_no(text.outdoor).capitalize()),
            ("Repas et collations", str(Meals(text.meals).label) if text.meals else ""),
            ("Ouvert depuis", wording.full_date(text.opened_on) if text.opened_on else ""),
        ]

    @property
    def _school(self) -> str:
        if self.text.in_school is None:
            return self.text.school_name
        return (self.text.school_name or "Dans une école") if self.text.in_school else "Hors d’une école"

    @property
    def closures(self) -> list[tuple[str, str]]:
        """The days of closure to come, in order, with their reason."""
        ahead = sorted((one for one in self.text.closures if one.last_day >= self.today), key=lambda one: one.first_day)
        return [
            (
                wording.full_date(one.first_day)
                if one.first_day == one.last_day
                else wording.span(one.first_day, one.last_day),
                one.reason,
            )
            for one in ahead
        ]

    @property
    def transfers(self) -> list[tuple[TransferText, str]]:
        return [(one, wording.transfer(one)) for one in self.text.transfers]

    @property
    def reductions(self) -> list[str]:
        return [wording.reduction(one) for one in self.text.reductions]

    @cached_property
    def held(self) -> list[Held]:
        """What the operator holds today, approved by ONE first."""
        current = [one for one in self.whole.recognitions if self._in_force(one)]
        current.sort(key=lambda one: one.kind != ATL_APPROVAL)
        return [Held(one.label or str(Recognition.Kind(one.kind).label), wording.recognition(one)) for one in current]

    @property
    def is_approved(self) -> bool:
        """Tell whether the operator declares that it is approved by ONE for this care."""
        return any(one.kind == ATL_APPROVAL and self._in_force(one) for one in self.whole.recognitions)

    @property
    def points(self) -> list[str]:
        """The points its care project deals with."""
        ticked = self.whole.project.points if self.whole.project else ()
        return [item.name for item in known_points() if item.id in ticked]

    def _is_current(self, period: PeriodText) -> bool:
        return period.last_day is None or period.last_day >= self.today

    def _in_force(self, one: RecognitionText) -> bool:
        return (one.valid_from is None or one.valid_from <= self.today) and (
            one.valid_to is None or one.valid_to >= self.today
        )

    def _period(self, period: PeriodText) -> PeriodView:
        facts = (
            holidays_words(period),
            wording.span(period.first_day, period.last_day),
            ages_words(period.youngest_months, period.oldest_months),
            "" if period.capacity is None else wording.counted(period.capacity, "place", "places"),
        )
        return PeriodView(
            name=wording.period_name(period),
            hours=hours_words(period.hours),
            facts=tuple(fact for fact in facts if fact),
            activities=tuple(one.title for one in period.activities),
            fees=tuple(self._fees(period)),
        )

    def _fees(self, period: PeriodText) -> Iterator[FeeLine]:
        for fee in period.fees:
            yield FeeLine(wording.fee(_public(fee)), hourly_price(fee, period))

    @property
    def description(self) -> str:
        """Return the place in one sentence, for search engines."""
        kinds = dict.fromkeys(CarePeriodKind(one.kind).words.lower() for one in self.text.periods)
        parts = [f"{self.row.name}, {self.row.municipality.name}", ", ".join(kinds)]
        return wording.joined((*parts, ages_words(self.text.youngest_months, self.text.oldest_months)), " : ")


def _public(fee: FeeText) -> FeeText:
    """Return an amount without saying twice that it is the same for all."""
    return msgspec.structs.replace(fee, elsewhere=None) if fee.elsewhere == fee.amount else fee


def view_of(row: PublishedPlace, today: date) -> PlaceView:
    """Return what the page of a published place shows on a day."""
    text = msgspec.convert(row.content, PlaceText, strict=False)
    return PlaceView(row, text, read_description(row.revision.content), today)


@dataclass(frozen=True)
class Gone:
    """A place that was declared and is no more: its name and its commune, as they were declared."""

    name: str
    municipality: Municipality


def gone(place_id: int, today: date) -> Gone | None:
    """Return a place that was once declared and is no longer published; None for any other, drafts among them."""
    place = CarePlace.objects.filter(pk=place_id).first()
    if place is None:
        return None
    revisions = DeclarationRevision.objects.filter(
        declaration__operator=place.operator_id, effective_on__lte=today
    ).order_by("-effective_on", "-number")
    for content in revisions.values_list("content", flat=True).iterator(chunk_size=5):
        for text in content.get("places", ()):
            if text.get("key") == place_id:
                there = Municipality.objects.filter(nis=text["nis"]).first()
                return Gone(text["name"], there) if there else None
    return None
