"""What anybody reads without an account: the list and its search, a zone, a plan, its files. Approved plans only."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import cache, wraps
from importlib.metadata import version
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from preau.foundation.accounts.access import PUBLIC, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.territory.api import municipalities_of
from preau.foundation.territory.loading import listed as communes_listed
from preau.foundation.territory.models import Zone, ZoneMember
from preau.foundation.ui.storage import asset
from preau.foundation.ui.typography import plural
from preau.law.annual_plan import SchoolYear
from preau.law.words import fold, full_date, listed
from preau.plans.files import MIME_TYPES, plan_file
from preau.plans.listing import rows_for
from preau.plans.models import ActivityReport, AnnualActionPlan
from preau.plans.presentation import aspects_by_year, view_of
from preau.plans.revisions import published_document
from preau.plans.search import Question, find, suggestions

_PROPOSED_ZONES = 5
_LONGEST_QUESTION = 200  # characters


@require_safe
@who_may(PUBLIC)
def plan_list(request: Request) -> HttpResponse:
    """Show the approved plans, or those that hold the words asked. Everything asked stands in the address."""
    question = _question(request)
    found = find(question)
    proposed = {word.written: suggestions(word) for word in found.unknown}
    asked = {"q": question.text, "annee": question.year, "province": question.province}
    context = {
        "question": question,
        "words": question.words,
        "found": found,
        "rows": rows_for(found.plans, question.words),
        "years": _years(),
        "provinces": _provinces(),
        "zones": _zones_named(question.text),
        "corrections": [
            (word, _address({**asked, "q": _replaced(question, unknown, word)}))
            for unknown, words in proposed.items()
            for word in words
        ],
        "next": _address({**asked, "apres": found.next}) if found.next else "",
        "first": _address(asked) if question.after else "",
        "everywhere": _address({"q": question.text}) if question.year or question.province else "",
    }
    return render(request, "plans/public/list.html", context)


def _question(request: Request) -> Question:
    asked = request.GET
    year = asked.get("annee", "")
    return Question(
        text=" ".join(asked.get("q", "").replace("\0", " ").split())[:_LONGEST_QUESTION],
        year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
        province=asked.get("province", "").replace("\0", "")[:40],
        after=asked.get("apres", "").replace("\0", "")[:220],
    )


def _address(asked: dict[str, Any]) -> str:
    kept = {name: value for name, value in asked.items() if value}
    return reverse("plans:list") + (f"?{urlencode(kept)}" if kept else "")


def _replaced(question: Question, unknown: str, word: str) -> str:
    return " ".join(word if fold(asked) == unknown else asked for asked in question.text.split())


def _years() -> list[SchoolYear]:
    """Return the school years from the newest approved plan to the oldest: two looks at one index."""
    plans = AnnualActionPlan.objects.approved().order_by("start_year").values_list("start_year", flat=True)
    oldest, newest = plans.first(), plans.last()
    if oldest is None or newest is None:
        return []
    return [SchoolYear(year) for year in range(newest, oldest - 1, -1)]


@cache
def _provinces() -> list[str]:
    """Return the provinces, and the Region of the communes that are in none: those of the list Préau carries."""
    return sorted({row["province"] or row["region"] for row in communes_listed()}, key=fold)


def _zones_named(text: str) -> list[ZoneMember]:
    """Return the communes whose name begins with `text`, with their zone; a look at the index of names."""
    beginning = "-".join(fold(text).replace("'", "-").split())
    if len(beginning) < 2:
        return []
    members = ZoneMember.objects.filter(
        municipality__slug__gte=beginning, municipality__slug__lte=beginning + "z" * 20
    ).select_related("municipality", "zone")
    return [
        m for m in members.order_by("municipality__slug")[:_PROPOSED_ZONES] if m.municipality.slug.startswith(beginning)
    ]


@require_safe
@who_may(PUBLIC)
def zone(request: Request, slug: str) -> HttpResponse:
    """Show the approved plans of one zone, year by year, and the aspects they touched."""
    shown = get_object_or_404(Zone, slug=slug)
    plans = list(AnnualActionPlan.objects.approved().filter(zone=shown).order_by("-start_year"))
    context = {
        "zone": shown,
        "lede": _zone_lede(_communes_of(shown)),
        "rows": rows_for(plans),
        "by_year": aspects_by_year(plans),
    }
    return render(request, "plans/public/zone.html", context)


def _communes_of(zone: Zone) -> list[str]:
    return [commune.name for commune in municipalities_of(zone)]


def _zone_lede(communes: list[str]) -> str:
    if len(communes) > 1:
        return f"Les communes de {listed(communes)} coordonnent ensemble l’accueil des enfants en dehors de l’école."
    return (
        "Ce que la commune et ses partenaires ont prévu, année après année, "
        "pour l’accueil des enfants en dehors de l’école."
    )


def approved_plan(slug: str, year: SchoolYear) -> AnnualActionPlan:
    """Return the approved plan of this zone and year, with its zone; Http404 for a draft as for nothing."""
    plans = AnnualActionPlan.objects.approved().select_related("zone")
    return get_object_or_404(plans, zone__slug=slug, start_year=year.start)


def etag_of(plan: AnnualActionPlan) -> str:
    """Return what changes whenever a page or file made from this plan may change, as an ETag.

    A page names its style sheets by their hashed names: answered from memory, it would ask for sheets long gone.
    """
    sheets = [asset(f"preau/{name}.css") for name in ("tokens", "preau", "patterns")]
    parts = (_version(), sheets, plan.pk, plan.updated_at.isoformat(), plan.zone.name)
    return '"' + hashlib.sha256(repr(parts).encode()).hexdigest()[:32] + '"'


@cache
def _version() -> str:
    return version("preau")


def _conditional(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Find the plan once, and answer 304 to a visitor who has it as it is.

    Signed in, the band shows who one is: such a page is never answered from memory.
    """

    @wraps(view)
    def answer(request: Request, slug: str, year: SchoolYear, **more: str) -> HttpResponse:
        plan = approved_plan(slug, year)
        visitor = request.actor.person is None

        def etag(*args: Any, **kwargs: Any) -> str | None:
            return etag_of(plan) if visitor else None

        def modified(*args: Any, **kwargs: Any) -> datetime | None:
            return plan.updated_at if visitor else None

        response = condition(etag, modified)(view)(request, plan=plan, **more)
        patch_cache_control(response, no_cache=True)
        return response

    return answer


@require_safe
@who_may(PUBLIC)
@_conditional
def plan(request: Request, plan: AnnualActionPlan) -> HttpResponse:
    """Show one approved plan to read and to print."""
    view = view_of(published_document(plan))
    context = {
        "plan": plan,
        "view": view,
        "reported": ActivityReport.objects.filter(plan=plan, sent_at__isnull=False).exists(),
        "lede": _plan_lede(plan, _communes_of(plan.zone)),
        "address": request.build_absolute_uri(request.path),
        "description": f"{plan.zone.name}, plan d’action {plan.school_year} de l’accueil temps libre : "
        f"{plural(len(view.objectives), 'objectif')}, {plural(view.actions, 'action')}.",
    }
    return render(request, "plans/public/plan.html", context)


def _plan_lede(plan: AnnualActionPlan, communes: list[str]) -> str:
    who = f"les communes de {listed(communes)} et leurs" if len(communes) > 1 else "la commune et ses"
    year = plan.school_year
    return (
        f"Ce que {who} partenaires ont prévu, du {full_date(year.first_day)} au {full_date(year.last_day)}, "
        "pour l’accueil des enfants avant et après l’école, le mercredi et pendant les congés."
    )


@require_safe
@who_may(PUBLIC)
@_conditional
def download(request: Request, plan: AnnualActionPlan, extension: str) -> HttpResponse:
    """Send one approved plan as a file: pdf, xlsx or json. The same bytes each time: dated by its publication."""
    if extension not in MIME_TYPES or plan.published_at is None:
        raise Http404(extension)
    return plan_file(plan, extension, plan.published_at, published=True)
