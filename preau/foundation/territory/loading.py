"""The communes the law knows, written into the database from the project's own list, each with its zone."""

import json
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps as current_apps
from django.db import transaction
from django.utils.text import slugify

LIST = Path(__file__).parent / "data" / "communes.json"
FIELDS = ("name", "slug", "province", "region", "valid_from", "valid_to")


def load_territory(apps: Any = current_apps) -> int:
    """Write every commune of the list, and a zone of its own for each that has none; return what was written.

    Safe to run again: only what differs is written, and zones formed since are left alone. Runs by itself after
    every `migrate` (and after the flush of a test), so that a fresh database always has its communes.
    `apps` is the registry to write through, the historical one while migrations run.
    """
    municipality = apps.get_model("territory", "Municipality")
    with transaction.atomic():
        written = _write_municipalities(municipality)
        return written + _end_zones(apps) + _give_zones(apps)


@cache
def listed() -> tuple[dict[str, Any], ...]:
    """Return the rows of the list with their address (slug), ended communes first.

    The commune in force keeps its plain name in the address; one that ended and shares the name carries its code.
    """
    rows = json.loads(LIST.read_text(encoding="utf-8"))["communes"]
    plain = Counter(plain_slug(row["name"]) for row in rows)
    for row in rows:
        for bound in ("valid_from", "valid_to"):
            row[bound] = date.fromisoformat(row[bound]) if row.get(bound) else None
        row["slug"] = plain_slug(row["name"])
        if row["valid_to"] and plain[row["slug"]] > 1:
            row["slug"] += f"-{row['nis']}"
    return tuple(sorted(rows, key=lambda row: (row["valid_to"] is None, row["nis"])))


def plain_slug(name: str) -> str:
    """Return a name as it stands in an address: « L’Église » is l-eglise, « Le Rœulx » le-roeulx."""
    return slugify(name.replace("'", "-").replace("’", "-").replace("œ", "oe"))


def _write_municipalities(model: Any) -> int:
    """Write what differs, ended communes first: the new Bastogne takes over the address of the old one."""
    known = {municipality.nis: municipality for municipality in model.objects.all()}
    fresh, written = [], 0
    for row in listed():
        municipality = known.get(row["nis"])
        if municipality is None:
            fresh.append(model(**row))
        elif any(getattr(municipality, field) != row[field] for field in FIELDS):
            for field in FIELDS:
                setattr(municipality, field, row[field])
            municipality.save()
            written += 1
    model.objects.bulk_create(fresh)
    return written + len(fresh)


def _end_zones(apps: Any) -> int:
    """End the zones whose communes have all ended."""
    ended = 0
    for zone in apps.get_model("territory", "Zone").objects.filter(
        valid_to__isnull=True, members__municipality__valid_to__isnull=False
    ):
        days = [member.municipality.valid_to for member in zone.members.select_related("municipality")]
        if all(days):
            zone.valid_to = max(days)
            zone.save()
            ended += 1
    return ended


def _give_zones(apps: Any) -> int:
    """Give a zone of its own, with its own dates, to each commune that never had one."""
    zone, member = apps.get_model("territory", "Zone"), apps.get_model("territory", "ZoneMember")
    alone = list(apps.get_model("territory", "Municipality").objects.filter(memberships__isnull=True))
    taken = dict(zone.objects.filter(slug__in=[m.slug for m in alone]).values_list("slug", "pk"))
    zones = zone.objects.bulk_create(
        zone(
            name=m.name,
            slug=m.slug if m.slug not in taken else f"{m.slug}-{m.nis}",
            valid_from=m.valid_from,
            valid_to=m.valid_to,
        )
        for m in alone
    )
    member.objects.bulk_create(
        member(zone=given, municipality=municipality, position=1)
        for given, municipality in zip(zones, alone, strict=True)
    )
    return len(zones)
