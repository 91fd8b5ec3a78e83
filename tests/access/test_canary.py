"""A word of one commune's people and drafts is read by nobody else: no page, list, file or letter holds it.

Each organisation and each draft of `world.py` holds a word of its own; published plans hold none.
"""

import re
from datetime import date

import pytest
from django.core import mail
from django.test import TestCase
from django.urls import reverse
from django.utils.http import urlencode

from preau.foundation.accounts import acts
from preau.foundation.accounts.roles import OrganisationKind
from tests.access.actors import COORDINATOR, EDITORS, MANAGER, VISITOR, in_order
from tests.access.operator_bodies_rows import NATIONAL
from tests.access.reading import words_of
from tests.access.rows import GET, SIGN_IN
from tests.access.staff_rows import ONE
from tests.access.table import rows
from tests.access.world import NOW, undone
from tests.factories import actor_for

pytestmark = pytest.mark.django_db
# Read by whoever has the link, account or not.
BY_SECRET = {
    *("accounts:open_invitation", "commissions:answer", "commissions:answer_ics", "notifications:feed"),
    "staff:move_link",
}


def tabled(world, actor, routes=("",)):
    """Yield every address of the table that is read, of both communes; `routes`: how the names wanted begin.

    Left out: what does not exist for her, or asks her to sign in. `test_another_s` holds that it does, and an unknown
    address is read below.
    """
    for row in rows():
        if row.method == GET and row.route.startswith(routes) and row.route not in BY_SECRET:
            for side in (world.mine, world.other):
                if side is world.other and row.owned and row.expected_elsewhere(actor) in {404, SIGN_IN}:
                    continue
                names = row.names(side, actor if side is world.mine else MANAGER) if row.names else ()
                if names is not None:
                    yield reverse(row.route, args=names)


def addresses(world, actor):
    """Yield every address of the table, and the searches that could tell too much."""
    yield from tabled(world, actor)
    for word in world.words:
        yield f"{reverse('plans:list')}?{urlencode({'q': word[:-1]})}"
    yield "/une/adresse/inconnue/"


def chosen_among(world, actor) -> dict[str, set[str]]:
    """Return the words read at these addresses only.

    Whoever gives an action to somebody sees the operators' people; ONE and the commission list every operator, by the
    name of its body.
    """
    plan, action, operator = world.mine.approved, world.mine.approved_action, OrganisationKind.OPERATOR
    followed = reverse("plans:followup_item", args=[plan.pk, "action", action.pk])
    found = {followed: {world.mine.words[operator]}} if actor in EDITORS else {}
    sides = (world.mine, world.other) if actor in NATIONAL else ()
    if sides:
        found[reverse("operators:list")] = {side.words[operator] for side in sides}
    for side in sides:
        found[reverse("operators:operator", args=[side.operators.mine.pk])] = {side.words[operator]}
    if actor in ONE:  # what is asked of ONE about people names their houses
        houses = {side.words[kind] for side in sides for kind in (operator, OrganisationKind.COORDINATION)}
        found |= dict.fromkeys(tabled(world, actor, ("staff:", "training:", "casework:mine")), houses)
    return found


def held(world, answer) -> set[str]:
    """Return the secret words an answer holds, whatever their case, cut by hyphens or ends of lines."""
    text = re.sub(r"[\u00ad\s]", "", words_of(answer)).casefold()
    return {word for word in world.words if word.casefold() in text}


@pytest.mark.parametrize("actor", in_order())
def test_one_reads_one_s_own_words_and_no_other(world, actor):
    browser = world.browser(actor)
    found, read, chosen = {}, set(), chosen_among(world, actor)
    for address in dict.fromkeys(addresses(world, actor)):
        with undone():
            words = held(world, browser.get(address)) - chosen.get(address, set())
        read |= words
        if words - world.mine.allowed_words(actor):
            found[address] = words - world.mine.allowed_words(actor)
    assert not found
    assert read == world.mine.allowed_words(actor), "les mots qu’elle devait lire manquent"


@pytest.mark.parametrize("extension", ["xlsx", "pdf", "json"])
def test_no_file_holds_a_word_of_another(world, extension):
    """The files of drafts, read by the coordination; those of published plans, by anybody."""
    address = reverse("plans:work_download", args=[world.mine.draft.pk, extension])
    assert held(world, world.browser(COORDINATOR).get(address)) == {world.mine.words["draft"]}
    for side in (world.mine, world.other):
        public = reverse("plans:download", args=[side.zone.slug, side.approved.school_year, extension])
        assert held(world, world.browser(VISITOR).get(public)) == set()


def test_no_letter_holds_a_word_of_another(world, settings):
    """Inviting, lending, ending, resetting a password, on both sides: each letter speaks of its own side only."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    mail.outbox.clear()
    for side, other in ((world.mine, world.other), (world.other, world.mine)):
        manager = actor_for(side.mandates[MANAGER], NOW, strong=True)
        with TestCase.captureOnCommitCallbacks(execute=True):
            new = acts.Offer(f"autre-{side.name}@exemple.test", "", "cca_member", date(2026, 11, 21), date(2026, 12, 1))
            acts.invite(manager, manager.mandate.organisation, new)
            acts.resend_invitation(manager, side.invitation)
            acts.end_mandate(manager, side.lent)
            acts.end_mandate(manager, side.colleague)
            world.browser(VISITOR).post(reverse("account_reset_password"), {"email": manager.person.email})
        letters, mail.outbox[:] = list(mail.outbox), []
        assert len(letters) == 5
        for letter in letters:
            text = f"{letter.to} {letter.subject} {letter.body}".casefold()
            assert not [word for word in other.words.values() if word.casefold() in text], letter.subject
