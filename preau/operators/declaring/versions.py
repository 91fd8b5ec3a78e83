"""The texts of a declaration: the present draft, those declared, the one in force on a day."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.crypto import salted_hmac

from preau.foundation.accounts.actors import Actor
from preau.operators.declaring.differences import changed_points, differences
from preau.operators.declaring.sections import communes_of
from preau.operators.description import Description, description_of, read_description
from preau.operators.models import CareOperator, DeclarationRevision, OperatorDeclaration


def fingerprint_of(content: dict[str, Any]) -> str:
    """Return the mark of a text: the SHA-256 of its JSON, keys in order; the same words give the same mark."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Draft:
    """What an operator would declare to a zone now; the account apart, for ONE alone."""

    text: Description
    iban: str

    @cached_property
    def content(self) -> dict[str, Any]:
        return self.text.plain()

    @cached_property
    def mark(self) -> str:
        """What a form carries, to tell whether the draft changed since it was read. Keyed: it betrays no account."""
        return salted_hmac("operators.draft", fingerprint_of(self.content) + self.iban).hexdigest()

    def same_as(self, revision: DeclarationRevision) -> bool:
        """Tell whether this revision already says it."""
        same = revision.fingerprint == fingerprint_of(self.content) and revision.iban == self.iban
        return same and not revision.ends


def draft_of(declaration: OperatorDeclaration) -> Draft:
    """Return the present description of the operator in the zone of its declaration."""
    operator = declaration.operator
    return Draft(description_of(operator, declaration.zone), operator.body.iban)


def text_of(revision: DeclarationRevision) -> Description:
    """Return the declared text of a revision."""
    return read_description(revision.content)


def revision_on(declaration: OperatorDeclaration, day: date) -> DeclarationRevision | None:
    """Return the revision in force on a day, be it a cessation; None before the first one."""
    return declaration.revisions.filter(effective_on__lte=day).order_by("-effective_on", "-number").first()


def last_revision(declaration: OperatorDeclaration) -> DeclarationRevision | None:
    """Return the revision declared last, whenever it takes effect; None when nothing was declared."""
    return declaration.revisions.order_by("-number").first()


def standing(declaration: OperatorDeclaration, day: date) -> list[DeclarationRevision]:
    """Return the revision in force on a day and those announced for later, in the order in which they take effect."""
    present = revision_on(declaration, day)
    later = declaration.revisions.filter(effective_on__gt=day).order_by("effective_on", "number")
    return [*([present] if present else []), *later]


def in_force(declaration_ids: Iterable[int], day: date) -> dict[int, int]:
    """Return the key of the revision in force on a day for each of these declarations that has one: one query."""
    rows = DeclarationRevision.objects.filter(declaration__in=list(declaration_ids), effective_on__lte=day)
    ordered = rows.order_by("declaration", "effective_on", "number").values_list("declaration", "pk")
    return dict(ordered.iterator())


def freeze(
    actor: Actor,
    declaration: OperatorDeclaration,
    draft: Draft,
    effective_on: date,
    *,
    by_coordination: bool = False,
    ends: bool = False,
) -> DeclarationRevision:
    """Write the next revision of a declaration, inside the act that locked its case and its operator."""
    last = last_revision(declaration)
    points = points_changed(draft, last)
    return DeclarationRevision.objects.create(
        declaration=declaration,
        number=last.number + 1 if last else 1,
        content=draft.content,
        iban="" if by_coordination else draft.iban,
        fingerprint=fingerprint_of(draft.content),
        changed_points=points,
        effective_on=effective_on,
        submitted_at=actor.now,
        submitted_by_id=actor.person_id,
        by_coordination=by_coordination,
        ends=ends,
    )


def points_changed(draft: Draft, last: DeclarationRevision | None) -> list[str]:
    """Return the points of the annex that changed since a revision; none when nothing was declared before."""
    if last is None:
        return []
    before = text_of(last)
    found = differences(before, draft.text, communes_of(before, draft.text))
    return changed_points(found, account_changed=not last.by_coordination and last.iban != draft.iban)


def lock_description(operator: CareOperator) -> None:
    """Hold the operator and its places until the transaction ends: nobody writes while its text is frozen."""
    list(CareOperator.objects.select_for_update(no_key=True).filter(pk=operator.pk).values_list("pk"))
    list(operator.places.select_for_update(no_key=True).order_by("pk").values_list("pk"))
