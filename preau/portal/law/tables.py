"""The tables of the law: what can be asked, every time limit, every dated value."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from preau.foundation.accounts.requests import Request
from preau.foundation.ui.typography import plural
from preau.law.catalogue import rules
from preau.law.counting import NOUNS, Length
from preau.law.parameters import Parameter, parameter, parameters
from preau.law.texts import texts
from preau.law.time_limits import TimeLimit, Unit, limit, limits
from preau.law.words import counted, fold, full_date
from preau.portal.law.simulators import BY_RULE, OWERS, SIMULATORS, ower_of
from preau.portal.law.views import public
from preau.portal.law.wording import amount_words, choice_words

LONGEST_SEARCH = 200  # characters
_ANY_YEAR = date(2026, 1, 1)


@public
def index(request: Request) -> HttpResponse:
    """Show what can be asked: the simulators first, then every rule."""
    context = {
        "simulators": SIMULATORS,
        "rules": [(one, BY_RULE.get(one.id)) for one in rules()],
        "limits": len(limits()),
        "texts": len(texts()),
    }
    return render(request, "portal/law/index.html", context)


@public
def limit_list(request: Request) -> HttpResponse:
    """Show every time limit, or those that hold the words asked and are owed by whom one chose."""
    words, owed_by = _searched(request, "q"), request.GET.get("par", "")
    found = [
        one
        for one in limits()
        if (not owed_by or owed_by not in OWERS or ower_of(one) == owed_by) and _holds(_limit_text(one), words)
    ]
    context = {
        "words": words,
        "owed_by": owed_by,
        "owers": OWERS,
        "rows": [(one, length_words(one)) for one in found],
        "count": plural(len(found), "délai"),
    }
    return render(request, "portal/law/limits.html", context)


def _searched(request: Request, name: str) -> str:
    return " ".join(request.GET.get(name, "").replace("\0", " ").split())[:LONGEST_SEARCH]


def _holds(text: str, words: str) -> bool:
    known = fold(text)
    return all(word in known for word in fold(words).split())


def _limit_text(one: TimeLimit) -> str:
    return f"{one.id} {one.title} {one.trigger} {one.owed_by} {one.citation} {one.consequence} {one.silence}"


def length_words(one: TimeLimit) -> str:
    """Return how long a limit is, in words: « 150 jours calendrier », « le 31 décembre »."""
    if one.fixed:
        year = {0: "de la même année", 1: "de l’année suivante"}.get(one.fixed.years, f"{one.fixed.years} ans après")
        return f"le {full_date(one.fixed.of(_ANY_YEAR)).rpartition(' ')[0]} {year}"
    if one.unit is Unit.NO_DAY:
        return "le texte ne donne pas de jour"
    if one.unit is Unit.QUARTER_END:
        return "la fin d’un trimestre"
    if one.unit is Unit.LAST_WORKING_DAY:
        return "le dernier jour ouvrable du mois"
    if one.length is None:
        return "fixé par l’ONE"
    size = abs(one.length)
    if one.unit is Unit.SCHOOL_DAYS_OFF:
        words = f"{counted(size, 'jour calendrier', 'jours calendrier')}, sans les congés scolaires"
    elif one.unit is Unit.COUNCIL_MEETINGS:
        words = counted(size, "séance du conseil", "séances du conseil")
    else:
        words = counted(size, *NOUNS[Length(one.unit.value)])
    return f"{words} avant" if one.length < 0 else words


@public
def limit_one(request: Request, limit_id: str) -> HttpResponse:
    """Show one time limit: who owes it, its article, what follows when it passes, since when it binds."""
    try:
        known = limit(limit_id)
    except KeyError:
        raise Http404(limit_id) from None
    context = {
        "limit": known,
        "length": length_words(known),
        "shift": choice_words("Shift", known.shift.value),
        "nature": choice_words("nature", known.nature),
        "calculator": f"{reverse('law:simulator', args=['echeance'])}?{urlencode({'limit': known.id})}",
    }
    return render(request, "portal/law/limit.html", context)


@public
def parameter_list(request: Request) -> HttpResponse:
    """Show every dated value as it stands last, the unknown ones said unknown."""
    words = _searched(request, "q")
    found = [one for one in parameters() if _holds(f"{one.name} {one.description}", words)]
    rows = [(one, _last(one)) for one in found]
    context = {"words": words, "rows": rows, "count": plural(len(found), "valeur")}
    return render(request, "portal/law/parameters.html", context)


def _last(one: Parameter) -> dict[str, Any]:
    value = one.values[-1]
    return {"words": amount_words(value.known, one.unit), "since": value.since, "known": value.known is not None}


@public
def parameter_one(request: Request, name: str) -> HttpResponse:
    """Show one dated value with its history."""
    if name not in {one.name for one in parameters()}:
        raise Http404(name)
    known = parameter(name)
    rows = [(value, amount_words(value.known, known.unit)) for value in reversed(known.values)]
    return render(request, "portal/law/parameter.html", {"parameter": known, "rows": rows})
