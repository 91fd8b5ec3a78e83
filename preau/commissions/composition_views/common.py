"""What the pages of the composition share: finding the CCA, answering a form, showing two texts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from preau.commissions.access import COMPOSERS, can_compose
from preau.commissions.acts.composing import Changed, NotPossible
from preau.commissions.forms import NETWORKS, Marked
from preau.commissions.members import Roll, roll_of
from preau.commissions.models import Cca, CcaComponent, Known
from preau.commissions.models.composition import AUTHORITY_ROLES, HOME_ROLES
from preau.foundation.accounts.access import Policy, require, roles
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.messages import done
from preau.law.words import full_date

HOME: Policy = roles(
    *HOME_ROLES, label="la coordination ATL, la présidence, les membres de la CCA et le secrétariat du conseil"
)
READERS: Policy = roles(
    *HOME_ROLES,
    *AUTHORITY_ROLES,
    label="la coordination ATL, la CCA, le secrétariat du conseil, l’ONE et sa commission",
)
AUTHORITY: Policy = roles(*AUTHORITY_ROLES, label="l’ONE (agrément) et la commission d’agrément")
EDITORS: Policy = roles(*COMPOSERS, label="la coordination ATL et la présidence de la CCA")

LABELS = {
    "seats_each": "Sièges par composante",
    "contiguous": "Les communes se touchent",
    "networks": "Réseaux présents",
    "parents_networks": "Réseaux avec une association de parents",
    "family_movements": "Un mouvement familial peut siéger",
    "commission_informed_on": "Commission d’agrément informée le",
    "first_meeting_on": "Première réunion",
    "last_election_on": "Dernières élections communales",
    "without_house_rules": "Aucun règlement adopté",
    "house_rules_adopted_on": "Règlement adopté le",
    "quorum": "Quorum du règlement",
    "majority": "Majorité du règlement",
    "notice_days": "Délai de convocation",
    "absent": "Absente parce que",
    "comment": "Commentaire",
    "chair": "Préside",
    "chair_designated": "Désigné pour présider",
    "kind": "À quel titre",
    "full_name": "Nom",
    "email": "Adresse électronique",
    "organisation": "Organisation",
    "municipality": "Commune représentée",
    "network": "Réseau d’enseignement",
    "family_movement": "Mandaté par un mouvement familial",
    "college_designee": "Désigné par le collège",
    "anchored": "Ancrage local",
    "entitled": "Condition de la composante",
    "excluded_group": "Groupe qui ne respecte pas les principes démocratiques",
    "mandate_from": "Depuis le",
    "since": "Depuis le",
    "until": "Jusqu’au",
}
_WORDS = {
    **dict(NETWORKS),
    **{str(value): str(label) for value, label in Known.choices},
    **{str(value): str(label) for value, label in CcaComponent.Absence.choices},
    **dict(Cca._meta.get_field("majority").choices or ()),
}


@dataclass(frozen=True)
class FormPage:
    """The words of a page that holds one form."""

    title: str
    lede: str = ""
    submit: str = "Enregistrer"
    said: str = "Enregistré."
    anchor: str = ""


def own_roll(request: Request) -> Roll:
    """Return the CCA of the zone acted for, with its members; Http404 where there is none."""
    actor = request.actor
    rows = Cca.objects.visible_to(actor).filter(zone_id=actor.zone_id).select_related("zone", "chair")
    cca = rows.first()
    if cca is None:
        raise Http404("cca")
    return roll_of(cca)


def editable_roll(request: Request) -> Roll:
    """Return the CCA of the zone acted for, to who may compose it."""
    roll = own_roll(request)
    require(can_compose(request.actor, roll.cca.zone_id))
    return roll


def to_page(anchor: str = "") -> HttpResponseRedirect:
    """Send back to the page of the CCA."""
    return HttpResponseRedirect(reverse("commissions:cca") + (f"#{anchor}" if anchor else ""))


def answer_form(
    request: Request, form: Marked, save: Callable[[str, dict[str, Any]], object], page: FormPage
) -> HttpResponse:
    """Show a form, or save it: what is to be corrected comes back with what was typed; both texts when second."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                save(form.cleaned_data["mark"], form.values())
            except Changed as changed:
                return conflict_answer(request, changed, page)
            except NotPossible as impossible:
                refuse(form, impossible)
            else:
                done(request, page.said)
                return to_page(page.anchor)
    return render(request, "commissions/composition/form.html", {"form": form, "page": page}, status=status)


def refuse(form: Any, impossible: NotPossible) -> None:
    """Put the reason of a refusal beside the field it is about, or above them all."""
    form.add_error(impossible.field if impossible.field in form.fields else None, str(impossible))


def conflict_answer(request: Request, changed: Changed, page: FormPage) -> HttpResponse:
    """Answer a save that came second: both texts, and the choice. Nothing typed is lost."""
    again = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in {"mark", "csrfmiddlewaretoken"}
    ]
    context = {
        "page": page,
        "fields": [
            {"label": label_of(name), "theirs": shown(theirs), "mine": shown(mine)}
            for name, (theirs, mine) in changed.fields.items()
        ],
        "again": [*again, ("mark", changed.mark)],
    }
    return render(request, "commissions/composition/conflict.html", context, status=409)


def label_of(name: str) -> str:
    """Return the label of a field; those of a substitute begin with `s_`."""
    plain = name.removeprefix("s_")
    return LABELS[plain] if plain == name else f"Suppléant : {LABELS[plain][:1].lower()}{LABELS[plain][1:]}"


def shown(value: Any) -> str:
    """Return a value in French, empty for none."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Oui" if value else "Non"
    if isinstance(value, date):
        return full_date(value)
    if isinstance(value, list):
        return ", ".join(_WORDS[one] for one in value) or "Aucun"
    return _WORDS.get(str(value), str(value))
