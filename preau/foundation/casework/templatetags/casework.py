"""The remarks of one field, for the pages of a room: all those of the case are read once, whatever the fields."""

from typing import Any

from django import template
from django.template.context import Context

from preau.foundation.casework.models import Case
from preau.foundation.casework.remarks import FieldRemarks, remarks_of_field
from preau.foundation.casework.wording import signed
from preau.law.procedures.roles import Role

register = template.Library()


@register.simple_tag(takes_context=True)
def remarks_of(context: Context, case: Case | None, field: str) -> FieldRemarks | None:
    """`{% remarks_of case "objective:12" as found %}`; None for whoever has no part in the case, or without case."""
    return remarks_of_field(context["actor"], case, field)


@register.simple_tag(takes_context=True)
def said_by(context: Context, case: Case, row: Any) -> str:
    """`{% said_by case message %}`: by name for those of the same house, as whom for the others."""
    return signed(context["actor"], case, row)


@register.simple_tag
def party(role: str) -> str:
    """`{% party task.role %}`: « La commune »."""
    words = Role(role).words
    return words[0].upper() + words[1:]
