"""What an operator holds, with its dates and its proof: approvals and recognitions, insurances."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from preau.foundation.accounts.actors import Actor
from preau.foundation.documents.api import ReceivedFile
from preau.foundation.ui.versions import Values, check_version, held_by
from preau.operators.bodies.acts.frame import note
from preau.operators.describing import describing
from preau.operators.models import Insurance, Recognition

Paper = Recognition | Insurance
PURPOSE = "operators.proof"


@dataclass(frozen=True)
class Sort:
    """One sort of papers: where it lives and what its form shows."""

    slug: str
    model: type[Any]
    fields: tuple[str, ...]


RECOGNITIONS = Sort("agrements", Recognition, ("kind", "label", "granted_by", "reference", "valid_from", "valid_to"))
INSURANCES = Sort("assurances", Insurance, ("cover", "insurer", "policy_number", "valid_from", "valid_to"))
SORTS = {sort.slug: sort for sort in (RECOGNITIONS, INSURANCES)}


def add_paper(actor: Actor, operator_id: int, sort: Sort, values: Values, proof: ReceivedFile | None = None) -> Paper:
    """Write a paper held; the same one sent twice is written once. Raises Http404, Forbidden."""
    with describing(actor, operator_id) as operator:
        known = sort.model.objects.filter(operator=operator, **values).first()
        if known is not None and (proof is None or known.proof_id is not None):
            return known
        row = known or sort.model(operator=operator, **values)
        row.proof = proof
        row.save()
        note(actor, f"operators.add_{sort.model._meta.model_name}", row, {}, {**values, **_proof(proof)})
    return row


def save_paper(
    actor: Actor,
    operator_id: int,
    sort: Sort,
    key: int,
    version: int | None,
    values: Values,
    proof: ReceivedFile | None = None,
) -> Paper:
    """Correct a paper; a proof given replaces the former, none leaves it. Raises Http404, Forbidden, Stale."""
    with describing(actor, operator_id):
        row = _of(operator_id, sort, key)
        held = held_by(row, sort.fields)
        check_version(version, held, values)
        before, after = {**held, **_proof(row.proof if proof else None)}, {**values, **_proof(proof)}
        for name, value in values.items():
            setattr(row, name, value)
        if proof is not None:
            row.proof = proof
        row.save()
        note(actor, f"operators.save_{sort.model._meta.model_name}", row, before, after)
    return row


def drop_paper(actor: Actor, operator_id: int, sort: Sort, key: int) -> None:
    """Take a paper away that was written by mistake: the journal keeps it. Raises Http404, Forbidden."""
    with describing(actor, operator_id):
        row = _of(operator_id, sort, key)
        held = {**held_by(row, sort.fields), **_proof(row.proof)}
        note(actor, f"operators.drop_{sort.model._meta.model_name}", row, held, dict.fromkeys(held))
        row.delete()


def _of(operator_id: int, sort: Sort, key: int) -> Any:
    row = sort.model.objects.select_related("proof").filter(operator_id=operator_id, pk=key).first()
    if row is None:
        raise Http404(sort.slug)
    return row


def _proof(proof: ReceivedFile | None) -> Values:
    return {"proof": proof.original_name} if proof else {}
