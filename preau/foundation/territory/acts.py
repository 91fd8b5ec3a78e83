"""What changes the territory: communes that form a zone together, or leave one (decree, art. 40)."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from preau.foundation.journal.api import Author, record
from preau.foundation.territory.loading import plain_slug
from preau.foundation.territory.models import Municipality, Zone, ZoneMember
from preau.law.words import full_date

LARGEST = 3  # communes in a zone


@transaction.atomic
def form_zone(author: Author, name: str, nis_codes: Sequence[str], first_day: date) -> Zone:
    """Form a zone of one to three communes from `first_day` on, and return it.

    The zones these communes belonged to end the day before; a commune left behind gets a zone of its own, so
    that each commune is always in one zone and one only. Only the administration of the installation may: no
    person does it from a page. Raises PermissionDenied, or ValidationError with the rule not met.
    """
    communes = list(Municipality.objects.select_for_update().filter(nis__in=nis_codes).order_by("nis"))
    if author.person_id is not None or not author.acting_as:
        raise PermissionDenied("Une zone se forme par l’administration de Préau, en ligne de commande.")
    _check(communes, nis_codes, first_day)
    ended = _zones_of(communes, first_day)
    others = Municipality.objects.filter(memberships__zone__in=ended).exclude(nis__in=nis_codes)
    left_behind = list(others.distinct().order_by("nis"))
    for zone in ended:
        zone.valid_to = first_day - timedelta(days=1)
        zone.save(update_fields=["valid_to"])
    by_code = {commune.nis: commune for commune in communes}
    formed = _create(name, [by_code[nis] for nis in nis_codes], first_day)
    alone = [_create(commune.name, [commune], first_day) for commune in left_behind]
    record(
        author,
        "territory.form_zone",
        formed,
        {
            "communes": list(nis_codes),
            "first_day": first_day.isoformat(),
            "ended": [zone.slug for zone in ended],
            "left_alone": [zone.slug for zone in alone],
        },
    )
    return formed


def _check(communes: list[Municipality], nis_codes: Sequence[str], first_day: date) -> None:
    if not 1 <= len(nis_codes) <= LARGEST or len(set(nis_codes)) != len(nis_codes):
        raise ValidationError("Une zone compte une, deux ou trois communes différentes.")
    unknown = set(nis_codes) - {commune.nis for commune in communes}
    if unknown:
        raise ValidationError(f"Ces codes NIS ne sont ceux d’aucune commune : {', '.join(sorted(unknown))}.")
    for commune in communes:
        if commune.valid_to and commune.valid_to < first_day:
            raise ValidationError(f"La commune {commune} ({commune.nis}) n’existe plus à cette date.")
        if commune.valid_from and first_day < commune.valid_from:
            raise ValidationError(f"La commune {commune} ({commune.nis}) n’existe pas encore à cette date.")


def _zones_of(communes: list[Municipality], first_day: date) -> list[Zone]:
    """Return, locked, the zones the communes leave; refuse to rewrite a zone formed that day or later."""
    zones = Zone.objects.select_for_update().filter(members__municipality__in=communes).order_by("pk")
    current = {zone.pk: zone for zone in zones if zone.valid_to is None or zone.valid_to >= first_day}
    for zone in current.values():
        if zone.valid_from and zone.valid_from >= first_day:
            raise ValidationError(
                f"La zone {zone} commence le {full_date(zone.valid_from)} : choisissez un jour plus tard."
            )
    return list(current.values())


def _create(name: str, communes: list[Municipality], first_day: date) -> Zone:
    """Create a zone that ends when its communes do; its address tells its first year when the name was taken."""
    ends = [commune.valid_to for commune in communes]
    slug = plain_slug(name)
    for candidate in (slug, f"{slug}-{first_day.year}", f"{slug}-{first_day:%Y-%m-%d}"):
        if not Zone.objects.filter(slug=candidate).exists():
            slug = candidate
            break
    zone = Zone.objects.create(
        name=name,
        slug=slug,
        valid_from=first_day,
        valid_to=max(ends) if all(ends) else None,  # type: ignore[type-var]
    )
    for position, commune in enumerate(communes, start=1):
        ZoneMember.objects.create(zone=zone, municipality=commune, position=position)
    return zone
