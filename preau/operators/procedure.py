"""The procedure of an operator’s declaration as this room runs it: what its acts check, freeze and publish."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.roles import Role
from preau.foundation.casework.api import MET, ActRefused, Binding, Case, Doing, Finding, Moment, register
from preau.law.words import full_date
from preau.operators.access import is_unclaimed
from preau.operators.bodies.contacts import contact_known
from preau.operators.declaring.acts import PROCEDURE, READY
from preau.operators.declaring.missing import Missing, missing_in
from preau.operators.declaring.sections import communes_of, sections_of
from preau.operators.declaring.versions import (
    Draft,
    draft_of,
    freeze,
    last_revision,
    lock_description,
    revision_on,
    standing,
    text_of,
)
from preau.operators.models import DESCRIBERS, NATIONAL_READERS, DeclarationRevision, OperatorDeclaration
from preau.operators.published import publish

LONGEST = timedelta(days=366)  # how far ahead, and how far back for a first text, a declaration may take effect
WHOLE = "declaration"  # the field of a remark on the whole
CHANGED_MEANWHILE = "Quelqu’un a changé la description depuis que cette page est ouverte : relisez-la, puis déclarez."
NO_OFFER = frozenset({"no_place", "no_hours"})  # codes of what is missing
_DRAFT = "_draft_of_the_moment"

# -- what the acts check ----------------------------------------------------------------------------


def draft_at(moment: Moment) -> Draft:
    """Return the draft, read once for all the checks of one moment."""
    held: Draft | None = moment.subject.__dict__.get(_DRAFT)
    if held is None:
        held = moment.subject.__dict__[_DRAFT] = draft_of(moment.subject)
    return held


def _described(moment: Moment) -> Finding:
    """Is nothing missing that a declaration cannot do without? What `_offer_known` says is not said twice."""
    lacking = [one for one in _blocking(draft_at(moment), moment.actor.today) if one.code not in NO_OFFER]
    return _to_complete(moment.subject, lacking) if lacking else MET


def _blocking(draft: Draft, day: date) -> list[Missing]:
    return [one for one in missing_in(draft.text, day, bool(draft.iban)) if one.blocking]


def _to_complete(declaration: OperatorDeclaration, lacking: list[Missing]) -> Finding:
    return Finding(False, lacking[0].sentence, declare_page(declaration), lacking[0].article)


def _offer_known(moment: Moment) -> Finding:
    """Is there something to publish: a place, and an hour at which it is open?"""
    found = missing_in(draft_at(moment).text, moment.actor.today)
    lacking = [one for one in found if one.code in NO_OFFER]
    return _to_complete(moment.subject, lacking) if lacking else MET


def _contact_known(moment: Moment) -> Finding:
    met, sentence = contact_known(moment.subject.operator, moment.actor.today)
    return MET if met else Finding(met, sentence, declare_page(moment.subject))


def _changed(moment: Moment) -> Finding:
    draft = draft_at(moment)
    known = standing(moment.subject, moment.actor.today)
    if not known or not all(draft.same_as(revision) for revision in known):
        return MET
    return Finding(False, "Rien n’a changé depuis la dernière déclaration : elle vaut toujours.")


def _remark_made(moment: Moment) -> Finding:
    if moment.case.remarks.filter(handled_at=None).exists():
        return MET
    page = reverse("operators:declaration", args=[moment.subject.pk])
    return Finding(False, "Faites d’abord une remarque sur ce qui est à corriger.", page)


def _unclaimed(moment: Moment) -> Finding:
    if is_unclaimed(moment.subject.operator.body, moment.actor):
        return MET
    return Finding(False, "Cet opérateur a un compte : il déclare lui-même son offre.")


# -- what the acts write ----------------------------------------------------------------------------


def earliest(declaration: OperatorDeclaration, today: date) -> date:
    """Return the first day a new text may take effect: what was in force before stays as it was declared."""
    present = revision_on(declaration, today)
    return present.effective_on if present else today - LONGEST


def day_refused(declaration: OperatorDeclaration, day: date, today: date) -> str:
    """Return why a text cannot take effect on a day; "" when it can."""
    first = earliest(declaration, today)
    if day < first:
        return f"Donnez un jour à partir du {full_date(first)} : ce qui valait avant ne change plus."
    if day > today + LONGEST:
        return f"Donnez un jour jusqu’au {full_date(today + LONGEST)}."
    return ""


def _effective_day(doing: Doing) -> date:
    day = doing.supplied.more.get("effective_on", doing.day)
    refused = day_refused(doing.subject, day, doing.actor.today)
    if refused:
        raise ActRefused((Finding(False, refused),))
    return day


def _held_draft(doing: Doing) -> Draft:
    """Return the draft with its rows held; what was read on the page must still be what is written."""
    lock_description(doing.subject.operator)
    draft = draft_of(doing.subject)
    seen = doing.supplied.more.get("seen")
    if seen is not None and seen != draft.mark:
        raise ActRefused((Finding(False, CHANGED_MEANWHILE),))
    return draft


def _submit(doing: Doing) -> dict[str, Any]:
    """Freeze the description as declared and publish what is in force today; the secretary's request is answered."""
    draft, day = _held_draft(doing), _effective_day(doing)
    lacking = _blocking(draft, doing.actor.today)
    if lacking:
        raise ActRefused((_to_complete(doing.subject, lacking),))
    there = revision_on(doing.subject, day)
    if there is not None and draft.same_as(there):
        sentence = f"C’est déjà ce qui vaut au {full_date(day)}."
        raise ActRefused((Finding(False, sentence),))
    revision = freeze(doing.actor, doing.subject, draft, day)
    publish(doing.subject, doing.actor.today)
    asked = doing.case.tasks.filter(what=READY, done_at=None, taken_back_at=None)
    asked.update(done_at=doing.actor.now, done_by=doing.actor.person)
    return _kept(revision)


def _note_down(doing: Doing) -> dict[str, Any]:
    draft = _held_draft(doing)
    revision = freeze(doing.actor, doing.subject, draft, doing.day, by_coordination=True)
    publish(doing.subject, doing.actor.today)
    return _kept(revision)


def _end(doing: Doing) -> dict[str, Any]:
    """Declare the end: what was announced for later falls with it. Without declared text there is nothing to end."""
    last = last_revision(doing.subject)
    if last is None:
        return {}
    day = _effective_day(doing)
    later = [one.effective_on for one in standing(doing.subject, doing.actor.today) if one.effective_on > day]
    draft = Draft(text_of(last), last.iban)
    ends = [freeze(doing.actor, doing.subject, draft, one, ends=True) for one in (day, *dict.fromkeys(later))]
    publish(doing.subject, doing.actor.today)
    return _kept(ends[0])


def _resume(doing: Doing) -> dict[str, Any]:
    """Take back an end that was announced and has not come: the text in force stays. Otherwise a new one is awaited."""
    present = revision_on(doing.subject, doing.actor.today)
    if present is None or present.ends:
        return {}
    announced = [one.effective_on for one in standing(doing.subject, doing.actor.today)[1:] if one.ends]
    draft = Draft(text_of(present), present.iban)
    for day in dict.fromkeys(announced):
        freeze(doing.actor, doing.subject, draft, day, by_coordination=present.by_coordination)
    return {"kept_from": [day.isoformat() for day in dict.fromkeys(announced)]}


def _kept(revision: DeclarationRevision) -> dict[str, Any]:
    return {
        "revision": revision.number,
        "fingerprint": revision.fingerprint,
        "effective_on": revision.effective_on.isoformat(),
        "points": list(revision.changed_points),
    }


# -- the binding ------------------------------------------------------------------------------------


def declare_page(declaration: OperatorDeclaration) -> str:
    """Return the address where a declaration is checked and made."""
    return reverse("operators:declare", args=[declaration.operator_id, declaration.zone.slug])


def remark_fields(declaration: OperatorDeclaration) -> Mapping[str, str]:
    """Return the parts of the text declared last that a remark can be tied to; of a draft, the whole alone."""
    fields = {WHOLE: "La déclaration entière"}
    last = last_revision(declaration)
    if last is not None:
        text = text_of(last)
        fields |= {section.key: section.title for section in sections_of(text, communes_of(text))}
    return fields


def _address(actor: Actor, declaration: OperatorDeclaration) -> str:
    """Return the page of a declaration its reader opens: where it is prepared at home, the declared text elsewhere."""
    if not OperatorDeclaration.objects.visible_to(actor).filter(pk=declaration.pk).exists():
        return ""
    if actor.role in DESCRIBERS:
        return declare_page(declaration)
    return reverse("operators:declaration", args=[declaration.pk])


def _hears(actor: Actor, declaration: OperatorDeclaration) -> bool:
    return actor.role in DESCRIBERS | NATIONAL_READERS | {Role.ATL_COORDINATOR, Role.CARE_WORKER}


def _subject(case: Case) -> OperatorDeclaration:
    return OperatorDeclaration.objects.select_related("zone").get(pk=case.subject_id)


def _declare(case: Case) -> str:
    return declare_page(_subject(case))


def _end_page(case: Case) -> str:
    declaration = _subject(case)
    return reverse("operators:declaration_end", args=[declaration.operator_id, declaration.zone.slug])


def _reading(case: Case) -> str:
    return reverse("operators:declaration", args=[case.subject_id])


BINDING = Binding(
    procedure=PROCEDURE,
    subject=OperatorDeclaration,
    address=_address,
    guards={
        "described": _described,
        "contact_known": _contact_known,
        "changed": _changed,
        "remark_made": _remark_made,
        "unclaimed": _unclaimed,
    },
    needs={"description": _offer_known},
    effects={"submit": _submit, "note_down": _note_down, "end": _end, "resume": _resume},
    fields=remark_fields,
    hears=_hears,
    pages={
        "submit": _declare,
        "note_down": _reading,
        "end": _end_page,
        "read": _reading,
        "ask_correction": _reading,
    },
)


def register_procedure() -> None:
    """Bind the procedure; called once, when the application starts."""
    register(BINDING)
