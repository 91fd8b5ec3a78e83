"""The keys of other software: made and revoked by who manages access; a key acts for the mandate of who made it."""

import secrets
from datetime import date, datetime, timedelta
from typing import cast

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from preau.foundation.accounts.access import Decision, no, require, require_strong
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Organisation, digest_of_token
from preau.foundation.accounts.roles import Role
from preau.foundation.accounts.rules import can_manage_people
from preau.foundation.accounts.sessions import mandates_in_force
from preau.foundation.journal.api import record
from preau.foundation.ui.versions import NotNow
from preau.operators.models import DESCRIBERS, AccessKey

PREFIX = "preau_"
LONGEST = timedelta(days=366)
MOST = 10  # keys in force of one organisation
# Whose software may read and write: who describes operators. A care worker's key would open nothing.
WRITERS = DESCRIBERS | {Role.ATL_COORDINATOR}


def can_make_key(actor: Actor) -> Decision:
    """May `actor` give a key to a software? Who manages the access of an operator or of a coordination."""
    managing = can_manage_people(actor)
    if not managing:
        return managing
    if actor.role not in WRITERS:
        return no("Une clé sert à décrire des opérateurs : votre rôle n’en décrit pas.")
    return managing


def make_key(actor: Actor, label: str, can_write: bool, expires_on: date) -> tuple[AccessKey, str]:
    """Make a key, and return it with its secret, which is shown once and never kept.

    Raises Forbidden, NeedsSecondFactor, NotNow beyond a year or when the organisation has too many keys.
    """
    require(can_make_key(actor))
    require_strong(actor)
    if not actor.today <= expires_on <= actor.today + LONGEST:
        raise NotNow("Une clé vaut au plus un an : donnez un jour d’ici là.")
    token = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        # Locked, so that two clicks do not make one key too many.
        houses = Organisation.objects.select_for_update(of=("self",), no_key=True)
        house = houses.get(pk=cast(int, actor.organisation_id))
        if AccessKey.objects.filter(organisation=house).in_force(actor.today).count() >= MOST:
            raise NotNow(f"Cette organisation a déjà {MOST} clés : retirez-en une.")
        key = AccessKey.objects.create(
            organisation=house,
            label=label,
            digest=digest_of_token(token),
            can_write=can_write,
            made_by=actor.someone,
            made_at=actor.now,
            expires_on=expires_on,
        )
        words = {"label": label, "can_write": can_write, "expires_on": expires_on.isoformat()}
        record(actor, "operators.make_key", key, words)
    return key, token


def revoke_key(actor: Actor, key_id: int) -> AccessKey:
    """Take a key back; it opens nothing from this moment. Http404 for another organisation's."""
    require(can_manage_people(actor))
    with transaction.atomic():
        key = AccessKey.objects.visible_to(actor).select_for_update().filter(pk=key_id).first()
        if key is None:
            raise Http404("key")
        if key.revoked_at is None:
            key.revoked_at = actor.now
            key.save(update_fields=["revoked_at"])
            record(actor, "operators.revoke_key", key, {"label": key.label})
    return key


def opened_by(token: str, now: datetime) -> tuple[AccessKey, Actor] | None:
    """Return the key of this secret and who it acts for; None when it opens nothing any more.

    It stops with the mandate of who made it: a person who left leaves no key behind.
    """
    today = timezone.localdate(now)
    found = AccessKey.objects.in_force(today).filter(digest=digest_of_token(token), made_by__is_active=True)
    key = found.select_related("made_by").first()
    if key is None:
        return None
    mandates = mandates_in_force(key.made_by, now)
    held = (one for one in mandates if one.organisation_id == key.organisation_id and one.role in WRITERS)
    mandate = next(held, None)
    if mandate is None:
        return None
    if key.last_used_on != today:
        AccessKey.objects.filter(pk=key.pk).update(last_used_on=today)
    return key, Actor(now=now, person=key.made_by, mandate=mandate, mandates=mandates)
