"""What an operator says of itself to one zone, in one form: read from the tables, frozen, compared, exported, imported.

Everything that leaves a description or comes in passes by these: the declaration, the workbooks, the HTTP interface,
the public page. Hours are minutes since midnight, ages whole months, money `Decimal`. None and "": not known.
"""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import msgspec
from django.db.models import Prefetch
from msgspec import Meta, Struct

from preau.foundation.territory.models import Zone
from preau.law.care_offer import CarePeriodKind, FeeUnit
from preau.law.staffing.care import SecondAdult
from preau.law.travel import TravelMode
from preau.operators.models import (
    CareActivity,
    CareOperator,
    CarePeriod,
    CarePlace,
    ContactSubject,
    FeeReduction,
    Insurance,
    LegalForm,
    Meals,
    PlaceAccess,
    Recognition,
)


def _one_of(values: Iterable[str], but_may_be_empty: bool = False) -> Meta:
    """Return the condition « one of these words », for the texts that come from elsewhere."""
    known = [value for value in values if value]
    choices = [*known, ""] if but_may_be_empty else known
    return Meta(pattern=f"^({'|'.join(choices)})$(?!\n)", extra_json_schema={"enum": choices})


Name = Annotated[str, Meta(min_length=1, max_length=200)]
Short = Annotated[str, Meta(max_length=200)]
Phone = Annotated[str, Meta(max_length=20)]
Long = Annotated[str, Meta(max_length=20_000)]
Address = Annotated[str, Meta(max_length=254)]
Minute = Annotated[int, Meta(ge=0, le=1440, description="minutes depuis minuit")]
Months = Annotated[int, Meta(ge=0, le=240, description="mois entiers")]
Many = Annotated[int, Meta(ge=0, le=10_000)]


class _Text(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One piece of a description; what is not known is left out of its JSON."""


class HoursText(_Text, frozen=True, kw_only=True):
    weekday: Annotated[int, Meta(ge=0, le=6, description="lundi : 0")]
    starts: Minute
    ends: Minute


class ActivityText(_Text, frozen=True, kw_only=True):
    title: Name
    subject: Annotated[str, _one_of(CareActivity.Subject.values)] = "other"
    is_new: bool = False


class FeeText(_Text, frozen=True, kw_only=True):
    """`activity` is the title of the activity of the period it is asked for; empty: for the period."""

    unit: Annotated[str, _one_of(FeeUnit)]
    amount: Decimal = Decimal(0)
    elsewhere: Decimal | None = None
    includes: Short = ""
    derogation: Decimal | None = None
    derogation_on: date | None = None
    activity: Short = ""


class PeriodText(_Text, frozen=True, kw_only=True):
    kind: Annotated[str, _one_of(CarePeriodKind)]
    label: Annotated[str, Meta(max_length=100)] = ""
    is_new: bool = False
    first_day: date | None = None
    last_day: date | None = None
    holidays: tuple[Short, ...] = ()
    capacity: Many | None = None
    youngest_months: Months | None = None
    oldest_months: Months | None = None
    expected_under_six: Many | None = None
    expected_six_and_over: Many | None = None
    workers: Many | None = None
    workers_last_year: Many | None = None
    second_adult: Annotated[str, _one_of(SecondAdult, but_may_be_empty=True)] = ""
    hours: tuple[HoursText, ...] = ()
    activities: tuple[ActivityText, ...] = ()
    fees: tuple[FeeText, ...] = ()


class TransferText(_Text, frozen=True, kw_only=True):
    school_name: Name
    mode: Annotated[str, _one_of(TravelMode)]
    minutes: Annotated[int, Meta(ge=0, le=600)] | None = None
    supervised: bool | None = None
    supervision: Short = ""
    inside_zone: bool | None = None
    consent: bool | None = None


class ClosureText(_Text, frozen=True, kw_only=True):
    first_day: date
    last_day: date
    reason: Annotated[str, Meta(max_length=150)] = ""


class ReductionText(_Text, frozen=True, kw_only=True):
    ground: Annotated[str, _one_of(FeeReduction.Ground.values)]
    words: Short = ""
    percent: Decimal | None = None
    amount: Decimal | None = None


class PlaceText(_Text, frozen=True, kw_only=True):
    """`key` is the place's own row; None for one that comes in. `nis`: the commune it is in."""

    name: Name
    nis: Annotated[str, Meta(min_length=5, max_length=5)]
    key: int | None = None
    external_id: Annotated[str, Meta(max_length=80)] = ""
    street: Annotated[str, Meta(max_length=150)] = ""
    postal_code: Annotated[str, Meta(pattern="^([1-9][0-9]{3}|)$(?!\n)")] = ""
    locality: Annotated[str, Meta(max_length=80)] = ""
    in_school: bool | None = None
    school_name: Short = ""
    premises: Long = ""
    access: Annotated[str, _one_of(PlaceAccess.values, but_may_be_empty=True)] = ""
    outdoor: bool | None = None
    meals: Annotated[str, _one_of(Meals.values, but_may_be_empty=True)] = ""
    capacity: Many | None = None
    youngest_months: Months | None = None
    oldest_months: Months | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    phone: Phone = ""
    email: Address = ""
    opened_on: date | None = None
    periods: tuple[PeriodText, ...] = ()
    transfers: tuple[TransferText, ...] = ()
    closures: tuple[ClosureText, ...] = ()
    reductions: tuple[ReductionText, ...] = ()


class RecognitionText(_Text, frozen=True, kw_only=True):
    kind: Annotated[str, _one_of(Recognition.Kind.values)]
    label: str = ""
    granted_by: str = ""
    reference: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


class InsuranceText(_Text, frozen=True, kw_only=True):
    cover: Annotated[str, _one_of(Insurance.Cover.values)]
    insurer: str
    policy_number: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


class ContactText(_Text, frozen=True, kw_only=True):
    full_name: str
    email: str
    phone: str = ""
    subjects: tuple[Annotated[str, _one_of(ContactSubject.values)], ...] = ()


class ProjectText(_Text, frozen=True, kw_only=True):
    """`files` are names to read, not addresses."""

    number: int
    text: str = ""
    points: tuple[str, ...] = ()
    adopted_on: date | None = None
    files: tuple[str, ...] = ()


class BodyText(_Text, frozen=True, kw_only=True):
    """The organising body, without its account: that is for ONE alone."""

    name: str
    enterprise_number: str = ""
    legal_form: Annotated[str, _one_of(LegalForm.values, but_may_be_empty=True)] = ""
    street: str = ""
    postal_code: str = ""
    locality: str = ""
    person_in_charge: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""


class Description(_Text, frozen=True, kw_only=True):
    """An operator, its body, and its places in one zone."""

    name: str
    body: BodyText
    kind: Annotated[str, _one_of(CareOperator.Kind.values, but_may_be_empty=True)] = ""
    in_cle: bool | None = None
    wants_approval: bool | None = None
    subsidies: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    informs_by_website: bool | None = None
    informs_by_rules: bool | None = None
    recognitions: tuple[RecognitionText, ...] = ()
    insurances: tuple[InsuranceText, ...] = ()
    contacts: tuple[ContactText, ...] = ()
    project: ProjectText | None = None
    places: tuple[PlaceText, ...] = ()

    def plain(self) -> dict[str, Any]:
        """Return the description as plain JSON, to be frozen or sent."""
        return msgspec.to_builtins(self, str_keys=True)


def read_description(content: dict[str, Any]) -> Description:
    """Return the description frozen in `content`. Raises msgspec.ValidationError for another thing."""
    return msgspec.convert(content, Description, strict=False)


def description_of(operator: CareOperator, zone: Zone | None = None) -> Description:
    """Return the present description of an operator and of its open places in the communes of `zone` (None: all).

    The same few queries whatever the number of places.
    """
    held = operator.places.open().select_related("municipality") if zone is None else places_in(operator, zone)
    places = held.prefetch_related(
        "transfers",
        "closures",
        "reductions",
        Prefetch("periods", CarePeriod.objects.prefetch_related("hours", "activities", "fees__activity")),
    )
    return Description(
        **_columns(operator, Description, but={"body", "recognitions", "insurances", "contacts", "project", "places"}),
        body=BodyText(name=operator.body.organisation.name, **_columns(operator.body, BodyText, but={"name"})),
        recognitions=tuple(RecognitionText(**_columns(row, RecognitionText)) for row in operator.recognitions.all()),
        insurances=tuple(InsuranceText(**_columns(row, InsuranceText)) for row in operator.insurances.all()),
        contacts=_contacts(operator),
        project=_project(operator),
        places=tuple(place_text(place) for place in places),
    )


def places_in(operator: CareOperator, zone: Zone) -> Any:
    """Return the open places of an operator in the communes of a zone, with their commune."""
    there = zone.members.values("municipality")
    return operator.places.filter(closed_on__isnull=True, municipality__in=there).select_related("municipality")


def place_text(place: CarePlace) -> PlaceText:
    """Return a place as text; its lists are best prefetched."""
    return PlaceText(
        **_columns(place, PlaceText, but={"key", "nis", "periods", "transfers", "closures", "reductions"}),
        key=place.pk,
        nis=place.municipality.nis,
        periods=tuple(period_text(period) for period in place.periods.all()),
        transfers=tuple(TransferText(**_columns(row, TransferText)) for row in place.transfers.all()),
        closures=tuple(ClosureText(**_columns(row, ClosureText)) for row in place.closures.all()),
        reductions=tuple(ReductionText(**_columns(row, ReductionText)) for row in place.reductions.all()),
    )


def period_text(period: CarePeriod) -> PeriodText:
    """Return a period as text, its hours in the order of the week."""
    return PeriodText(
        **_columns(period, PeriodText, but={"holidays", "hours", "activities", "fees"}),
        holidays=tuple(map(str, period.holidays)),
        hours=tuple(HoursText(**_columns(row, HoursText)) for row in period.hours.all()),
        activities=tuple(ActivityText(**_columns(row, ActivityText)) for row in period.activities.all()),
        fees=tuple(
            FeeText(**_columns(row, FeeText, but={"activity"}), activity=row.activity.title if row.activity else "")
            for row in period.fees.all()
        ),
    )


def _contacts(operator: CareOperator) -> tuple[ContactText, ...]:
    rows = [row for row in operator.body.contacts.present() if row.operator_id in {None, operator.pk}]
    return tuple(
        ContactText(full_name=row.full_name, email=row.email, phone=row.phone, subjects=tuple(row.subjects))
        for row in rows
    )


def _project(operator: CareOperator) -> ProjectText | None:
    row = operator.projects.prefetch_related("files").first()
    if row is None:
        return None
    return ProjectText(
        **_columns(row, ProjectText, but={"points", "files"}),
        points=tuple(row.points),
        files=tuple(file.original_name for file in row.files.all()),
    )


def _columns(row: Any, text: type[Struct], but: Collection[str] = ()) -> dict[str, Any]:
    """Return the fields of `text` that the row holds under the same name."""
    return {name: getattr(row, name) for name in text.__struct_fields__ if name not in but}
