"""The home of each role, and the pages that say what Préau is and what it keeps."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from preau.foundation.accounts.access import PUBLIC, who_may
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.requests import Request
from preau.foundation.accounts.roles import Role
from preau.law.texts import texts
from preau.operators.models import DESCRIBERS
from preau.plans.listing import recently_published
from preau.plans.todo import latest_received
from preau.plans.year_views.reading import AUTHORITIES, HOME_ROLES
from preau.portal.timeline import reason_of, timeline_for
from preau.portal.todo import home_of

_RECENT = 5
# Where each reader finds all of what her home names, and in which words.
_DECLARATIONS = ("operators:declarations", "Toutes les déclarations")
_ALL_OF_IT: dict[str, tuple[str, str]] = {
    Role.CARE_WORKER: ("training:me", "Mes heures de formation"),
    Role.TRAINING_OFFICER: ("training:queue", "Toute la file des formations"),
}


@require_safe
@who_may(PUBLIC)
def home(request: Request) -> HttpResponse:
    """Show a visitor what can be read without an account, and everybody else what there is to do."""
    actor = request.actor
    if actor.person is None:
        return render(request, "portal/home_visitor.html", {"recent": recently_published(_RECENT)})
    if actor.mandate is None:
        return render(request, "portal/home_no_mandate.html", {"greeting": greeting_of(actor)})
    mine = home_of(actor)
    tasks = [(task, reason_of(task.until) if task.until else None) for task in mine.tasks]
    context = {"home": mine, "greeting": greeting_of(actor), "tasks": tasks}
    if actor.role in DESCRIBERS:
        return render(request, "portal/home_operator.html", context)
    if actor.role not in HOME_ROLES:
        context["received"] = latest_received(_RECENT) if actor.role in AUTHORITIES else []
        context |= {"recent": recently_published(_RECENT), "all_of_it": _ALL_OF_IT.get(actor.role, _DECLARATIONS)}
        return render(request, "portal/home_reader.html", context)
    context["timeline"] = timeline_for(actor, mine.plans, mine.met)
    return render(request, "portal/home_coordination.html", context)


def greeting_of(actor: Actor) -> str:
    """Return how the page greets: by the first name, or not by name when it is not known."""
    first = actor.person.full_name.split(" ")[0] if actor.person else ""
    return f"Bonjour {first}." if first else "Bonjour."


@require_safe
@who_may(PUBLIC)
def accessibility(request: Request) -> HttpResponse:
    """Say how accessible Préau is, and how it is checked."""
    return render(request, "portal/accessibility.html")


@require_safe
@who_may(PUBLIC)
def privacy(request: Request) -> HttpResponse:
    """Say which data is kept, why, and what one may ask."""
    kept = {"uploads_kept_days": settings.UPLOADS_KEPT_DAYS, "notices_kept_years": settings.NOTICES_KEPT_DAYS // 365}
    return render(request, "portal/privacy.html", kept)


@require_safe
@who_may(PUBLIC)
def legal_texts(request: Request) -> HttpResponse:
    """List the legal texts the rules of Préau rest on, with their changes."""
    return render(request, "portal/legal_texts.html", {"texts": texts()})


@require_safe
@who_may(PUBLIC)
def robots(request: Request) -> HttpResponse:
    """Tell search engines to read the public pages, and to leave those that need an account."""
    lines = ["User-agent: *", "Disallow: /compte/", "Disallow: /travail/", "Disallow: /documents/"]
    lines += ["Disallow: /organisme/", "Disallow: /operateurs/", "Disallow: /lieux/"]
    lines += ["Disallow: /equipe/", "Disallow: /formations/", ""]
    lines += [f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
