"""What an operator says of itself to one zone, in one form: read from the tables, frozen, compared, exported, imported.

Everything that leaves a description or comes in passes by these: the declaration, the workbooks, the HTTP interface,
the public page. Hours are minutes since midnight, ages whole months, money `Decimal`. None and "": not known.
"""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from django.db.models import Prefetch
from msgspec import Struct

from preau.foundation.territory.models import Zone
from preau.operators.models import CareOperator, CarePeriod, CarePlace


class _Text(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One piece of a description; what is not known is left out of its JSON."""


class HoursText(_Text, frozen=True, kw_only=True):
    weekday: int
    starts: int
    ends: int


class ActivityText(_Text, frozen=True, kw_only=True):
    title: str
    subject: str = "other"
    is_new: bool = False


class FeeText(_Text, frozen=True, kw_only=True):
    """`activity` is the title of the activity of the period it is asked for; empty: for the period."""

    unit: str
    amount: Decimal = Decimal(0)
    elsewhere: Decimal | None = None
    includes: str = ""
    derogation: Decimal | None = None
    derogation_on: date | None = None
    activity: str = ""


class PeriodText(_Text, frozen=True, kw_only=True):
    kind: str
    label: str = ""
    is_new: bool = False
    first_day: date | None = None
    last_day: date | None = None
    holidays: tuple[str, ...] = ()
    capacity: int | None = None
    youngest_months: int | None = None
    oldest_months: int | None = None
    expected_under_six: int | None = None
    expected_six_and_over: int | None = None
    workers: int | None = None
    workers_last_year: int | None = None
    second_adult: str = ""
    hours: tuple[HoursText, ...] = ()
    activities: tuple[ActivityText, ...] = ()
    fees: tuple[FeeText, ...] = ()


class TransferText(_Text, frozen=True, kw_only=True):
    school_name: str
    mode: str
    minutes: int | None = None
    supervised: bool | None = None
    supervision: str = ""
    inside_zone: bool | None = None
    consent: bool | None = None


class ClosureText(_Text, frozen=True, kw_only=True):
    first_day: date
    last_day: date
    reason: str = ""


class ReductionText(_Text, frozen=True, kw_only=True):
    ground: str
    words: str = ""
    percent: Decimal | None = None
    amount: Decimal | None = None


class PlaceText(_Text, frozen=True, kw_only=True):
    """`key` is the place's own row; None for one that comes in. `nis`: the commune it is in."""

    name: str
    nis: str
    key: int | None = None
    external_id: str = ""
    street: str = ""
    postal_code: str = ""
    locality: str = ""
    in_school: bool | None = None
    school_name: str = ""
    premises: str = ""
    access: str = ""
    outdoor: bool | None = None
    meals: str = ""
    capacity: int | None = None
    youngest_months: int | None = None
    oldest_months: int | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    phone: str = ""
    email: str = ""
    opened_on: date | None = None
    periods: tuple[PeriodText, ...] = ()
    transfers: tuple[TransferText, ...] = ()
    closures: tuple[ClosureText, ...] = ()
    reductions: tuple[ReductionText, ...] = ()


class RecognitionText(_Text, frozen=True, kw_only=True):
    kind: str
    label: str = ""
    granted_by: str = ""
    reference: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


class InsuranceText(_Text, frozen=True, kw_only=True):
    cover: str
    insurer: str
    policy_number: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


class ContactText(_Text, frozen=True, kw_only=True):
    full_name: str
    email: str
    phone: str = ""
    subjects: tuple[str, ...] = ()


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
    legal_form: str = ""
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
    kind: str = ""
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


def description_of(operator: CareOperator, zone: Zone) -> Description:
    """Return the present description of an operator and of its open places in the communes of `zone`.

    The same few queries whatever the number of places.
    """
    places = places_in(operator, zone).prefetch_related(
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
