"""Two people on one page: what a form was shown at, what it finds on its return; what stands in the way of an act."""

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

Values = dict[str, Any]


class NotNow(Exception):  # noqa: N818 - a situation the page explains
    """The act cannot be done as things stand, or it is done already; the text says why, in French."""


class Stale(Exception):  # noqa: N818 - a situation between two people, not a fault
    """Somebody else saved this since the page was shown; nothing was written. `version`: the present one."""

    def __init__(self, version: int) -> None:
        super().__init__(version)
        self.version = version


def held_by(row: models.Model, names: tuple[str, ...]) -> Values:
    """Return the fields of a row that a form shows; a link by its key."""
    columns = {field.name: field.attname for field in row._meta.concrete_fields}
    return {name: getattr(row, columns[name]) for name in names}


def version_of(values: Values) -> int:
    """Return the version of what a form shows: a number made from it, for a row that counts no changes itself."""
    written = json.dumps(plain(values), sort_keys=True, ensure_ascii=False)
    return int(hashlib.sha256(written.encode()).hexdigest()[:12], 16)


def check_version(version: int | None, held: Values, values: Values) -> None:
    """Raise Stale when `held` is neither what was read at `version` (None: not asked) nor what is submitted."""
    if version in {None, version_of(held)}:
        return
    if any(plain(value) != plain(held[name]) for name, value in values.items()):
        raise Stale(version_of(held))


def plain(value: Any) -> Any:
    """Return a value of a form as plain JSON."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value
