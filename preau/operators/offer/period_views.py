"""The pages of one period: its week typed and checked, its activities, its copy, its end."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST
from msgspec.structs import replace

from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.form_pages import FormPage, answer_form, come_back
from preau.foundation.ui.messages import done
from preau.foundation.ui.versions import NotNow, Stale
from preau.law.care_offer import CarePeriodKind
from preau.operators.access import EDITORS
from preau.operators.description import PeriodText, PlaceText, place_text
from preau.operators.models import CareActivity, CarePeriod, CarePlace
from preau.operators.offer import acts
from preau.operators.offer.checking import words_of
from preau.operators.offer.drawing import week_of
from preau.operators.offer.forms import (
    BLANK_ROWS,
    MOST_ACTIVITIES,
    ActivityFormSet,
    CopyPeriodForm,
    PeriodForm,
    initial_activities,
    initial_of,
    same_each_day,
    told_activities,
)
from preau.operators.offer.kinds import KINDS
from preau.operators.places.common import crumbs_of, editable, tells, whole_place
from preau.operators.places.views import FORM

OFFER = "operators:offer"
FILL, MORE = "remplir", "ajouter"  # the buttons that help and save nothing
_TOTAL = "activites-TOTAL_FORMS"


@dataclass(frozen=True)
class Entry:
    """What a period page works on: the place, the period being corrected (None: a new one), the others."""

    place: CarePlace
    text: PlaceText
    kind: CarePeriodKind
    row: CarePeriod | None = None

    @property
    def pairs(self) -> list[tuple[CarePeriod, PeriodText]]:
        return list(zip(self.place.periods.all(), self.text.periods, strict=True))

    @property
    def own(self) -> PeriodText | None:
        return next((text for row, text in self.pairs if row == self.row), None)

    @property
    def others(self) -> list[PeriodText]:
        return [text for row, text in self.pairs if row != self.row]

    @property
    def title(self) -> str:
        return words_of(self.own) if self.own else f"Ajouter : {self.kind.words}"

    def form(self, data: QueryDict | None) -> PeriodForm:
        """Return the form of the period, filled with what is recorded of it, or with what was typed."""
        initial = initial_of(self.own, self.place.version) if self.own else {}
        return PeriodForm(data, initial=initial, kind=self.kind, place=self.text, others=self.others)

    def activities(self, data: QueryDict | None) -> Any:
        """Return the forms of the activities, two blank ones after them."""
        held = initial_activities(self.row.activities.all()) if self.row else []
        return ActivityFormSet(data, initial=held, prefix="activites")


def _entry(request: Request, place_id: int, kind: str = "", period_id: int | None = None) -> Entry:
    place = editable(request.actor, whole_place(request.actor, place_id))
    text = place_text(place)
    if period_id is None:
        if kind not in KINDS:
            raise Http404("kind")
        return Entry(place, text, KINDS[kind])
    row = next((one for one in place.periods.all() if one.pk == period_id), None)
    if row is None:
        raise Http404("period")
    return Entry(place, text, CarePeriodKind(row.kind), row)


@require_http_methods(FORM)
@who_may(EDITORS)
def period_new(request: Request, place_id: int, kind: str) -> HttpResponse:
    """Add a period of one kind: its whole week on one page."""
    return _answer(request, _entry(request, place_id, kind))


@require_http_methods(FORM)
@who_may(EDITORS)
def period(request: Request, place_id: int, period_id: int) -> HttpResponse:
    """Correct a period."""
    return _answer(request, _entry(request, place_id, period_id=period_id))


def _answer(request: Request, entry: Entry) -> HttpResponse:
    if request.method != "POST":
        return _show(request, entry, entry.form(None), entry.activities(None))
    if FILL in request.POST or MORE in request.POST:
        return _helped(request, entry, request.POST)
    form, activities = entry.form(request.POST), entry.activities(request.POST)
    if form.is_valid() & activities.is_valid() and _is_saved(request, entry, form, activities):
        done(request, "Période enregistrée." if entry.row else "Période ajoutée.")
        return redirect(OFFER, entry.place.pk)
    return _show(request, entry, form, activities, 422)


def _is_saved(request: Request, entry: Entry, form: PeriodForm, activities: Any) -> bool:
    """Save, or say in the form why not. A second click of the very same form finds it saved."""
    try:
        _save(request, entry, form, activities)
    except NotNow as reason:
        form.add_error(None, str(reason))
        return False
    except Stale as stale:
        differs = [name for name in form.changed_data if name != "version"]
        if differs or activities.has_changed():
            come_back(form, stale.version, differs)
            return False
    return True


def _save(request: Request, entry: Entry, form: PeriodForm, activities: Any) -> None:
    text, told = form.text(), told_activities(activities)
    if entry.row is None:
        acts.add_period(request.actor, entry.place.pk, replace(text, activities=tuple(one for _, one in told)))
        return
    acts.save_period(request.actor, entry.place.pk, form.cleaned_data["version"], entry.row.pk, text, told)


def _helped(request: Request, entry: Entry, data: QueryDict) -> HttpResponse:
    """Answer the buttons that save nothing: the same hours each day, more lines for activities."""
    data = same_each_day(data, entry.kind) if FILL in data else _with_more_rows(data)
    return _show(request, entry, entry.form(data), entry.activities(data))


def _with_more_rows(data: QueryDict) -> QueryDict:
    """Return what was typed with blank lines for more activities."""
    typed = str(data.get(_TOTAL, ""))[:3]
    total = int(typed) if typed.isdecimal() else 0
    more = data.copy()
    more[_TOTAL] = str(min(total + BLANK_ROWS, MOST_ACTIVITIES))
    for number in range(total, total + BLANK_ROWS):
        more[f"activites-{number}-subject"] = CareActivity.Subject.OTHER.value
    return more


def _show(request: Request, entry: Entry, form: PeriodForm, activities: Any, status: int = 200) -> HttpResponse:
    page = FormPage(
        title=entry.title,
        submit="Enregistrer la période" if entry.row else "Ajouter la période",
        back=reverse(OFFER, args=[entry.place.pk]),
        back_words="Revenir à l’offre",
        crumbs=(*crumbs_of(entry.place), (reverse(OFFER, args=[entry.place.pk]), "Offre")),
    )
    context = {
        "page": page,
        "place": entry.place,
        "row": entry.row,
        "kind": entry.kind,
        "form": form,
        "activities": activities,
        "refused": status == 422,
        "check": _check_address(entry),
        **_told(entry, form),
    }
    return render(request, "operators/offer/period.html", context, status=status)


def _check_address(entry: Entry) -> str:
    if entry.row:
        return reverse("operators:period_check", args=[entry.place.pk, entry.row.pk])
    slug = next(slug for slug, kind in KINDS.items() if kind is entry.kind)
    return reverse("operators:period_new_check", args=[entry.place.pk, slug])


def _told(entry: Entry, form: PeriodForm) -> dict[str, Any]:
    """Return what is said of the hours as they stand, and the week redrawn with them."""
    present: PeriodText | None = entry.own
    questions: list[str] = []
    if form.is_bound:
        form.is_valid()
        present, questions = form.text(), [one.sentence for one in form.questions]
    periods = [*entry.others, present] if present else entry.others
    return {
        "blocks": form.said_while_typing if form.is_bound else [],
        "questions": questions,
        "week": week_of(entry.kind, periods),
    }


@require_POST
@who_may(EDITORS)
def period_new_check(request: Request, place_id: int, kind: str) -> HttpResponse:
    """Say what is to be looked at in the hours being typed of a new period, and draw the week with them."""
    return _check(request, _entry(request, place_id, kind))


@require_POST
@who_may(EDITORS)
def period_check(request: Request, place_id: int, period_id: int) -> HttpResponse:
    """Say what is to be looked at in the hours being typed of a period, and draw the week with them."""
    return _check(request, _entry(request, place_id, period_id=period_id))


def _check(request: Request, entry: Entry) -> HttpResponse:
    return render(request, "operators/offer/check.html", _told(entry, entry.form(request.POST)))


@require_http_methods(FORM)
@who_may(EDITORS)
def period_copy(request: Request, place_id: int, period_id: int) -> HttpResponse:
    """Copy a period to another kind, or to another place of the operator."""
    entry = _entry(request, place_id, period_id=period_id)
    back = reverse(OFFER, args=[entry.place.pk])
    page = FormPage(
        title=f"Copier « {entry.title} »",
        submit="Copier la période",
        back=back,
        back_words="Revenir à l’offre",
        lede="Les heures, les âges, les activités et l’encadrement prévu sont repris.",
        crumbs=(*crumbs_of(entry.place), (back, "Offre")),
    )
    places = CarePlace.objects.visible_to(request.actor).filter(operator=entry.place.operator_id).open()
    initial = {"place": entry.place.pk, "kind": entry.kind.value, "label": entry.own.label if entry.own else ""}
    form = CopyPeriodForm(request.POST or None, initial=initial, places=places)

    def copy(values: dict[str, Any]) -> str:
        to = values.pop("place")
        row = acts.copy_period(request.actor, entry.place.pk, period_id, to.pk, values)
        return reverse("operators:period", args=[to.pk, row.pk])

    return answer_form(request, form, page, copy, "Période copiée. Relisez-la ici.")


@require_POST
@who_may(EDITORS)
@tells(OFFER)
def period_remove(request: Request, place_id: int, period_id: int) -> HttpResponse:
    """Take a period away."""
    entry = _entry(request, place_id, period_id=period_id)
    acts.remove_period(request.actor, entry.place.pk, period_id)
    done(request, f"« {entry.title} » est retirée.")
    return redirect(OFFER, entry.place.pk)
