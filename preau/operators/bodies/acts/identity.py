"""What a body says of itself, and the operators it runs."""

from django.db import IntegrityError, transaction

from preau.foundation.accounts.access import require
from preau.foundation.accounts.actors import Actor
from preau.foundation.journal.api import record
from preau.foundation.ui.versions import NotNow, Values, check_version, held_by
from preau.operators.access import can_add_operator
from preau.operators.bodies.acts.frame import editing_body, note
from preau.operators.declaring.acts import begin
from preau.operators.describing import describing
from preau.operators.models import CareOperator, OrganisingBody

IDENTITY = (
    "legal_form",
    "enterprise_number",
    "iban",
    "street",
    "postal_code",
    "locality",
    "person_in_charge",
    "phone",
    "email",
    "website",
)
OPERATOR = (
    "name",
    "kind",
    "in_cle",
    "wants_approval",
    "subsidies",
    "informs_by_website",
    "informs_by_rules",
    "phone",
    "email",
    "website",
)
TAKEN = (
    "Ce numéro d’entreprise est déjà celui d’un autre organisme dans Préau. Vérifiez-le ; si c’est bien le vôtre, "
    "demandez à la coordination ATL de votre commune qui y tient déjà les accès."
)
SAME_NAME = "Votre organisme a déjà un opérateur de ce nom : donnez-en un autre, ou modifiez celui-là."


def identity_of(body: OrganisingBody) -> Values:
    """Return what the form of the identity shows; the name is the house's own."""
    return {"name": body.organisation.name, **held_by(body, IDENTITY)}


def is_taken(number: str, body: OrganisingBody | None) -> bool:
    """Tell whether another body holds this enterprise number."""
    rows = OrganisingBody.objects.filter(enterprise_number=number).exclude(enterprise_number="")
    return (rows.exclude(pk=body.pk) if body and body.pk else rows).exists()


def save_identity(actor: Actor, version: int | None, values: Values) -> OrganisingBody:
    """Write what a body is, and open its description the first time. Raises Forbidden, NotNow, Stale."""
    with editing_body(actor, started=False) as body:
        held = identity_of(body)
        check_version(version, held, values)
        if is_taken(values["enterprise_number"], body):
            raise NotNow(TAKEN)
        begun = body.pk is None
        for name in IDENTITY:
            setattr(body, name, values[name])
        body.updated_at = actor.now
        try:
            with transaction.atomic():
                body.save()
        except IntegrityError:  # the same number, given by another house at this very moment
            raise NotNow(TAKEN) from None
        if begun:
            record(actor, "operators.begin_body", body, {"organisation": body.organisation_id})
        if note(actor, "operators.save_identity", body, held, values):
            body.organisation.name = values["name"]
            body.organisation.save(update_fields=["name"])
    return body


def add_operator(actor: Actor, values: Values) -> CareOperator:
    """Write an operator of one's own body, and begin its declaration to the zone of the house.

    The same one sent twice is written once. Raises Forbidden, NotNow.
    """
    with editing_body(actor) as body:
        require(can_add_operator(actor))
        known = body.operators.filter(name=values["name"]).first()
        if known is not None:
            if held_by(known, OPERATOR) == values:
                return known
            raise NotNow(SAME_NAME)
        operator = CareOperator.objects.create(body=body, updated_at=actor.now, **values)
        note(actor, "operators.add_operator", operator, {}, values)
        if body.organisation.zone is not None:
            begin(actor, operator, body.organisation.zone)
    return operator


def save_operator(actor: Actor, operator_id: int, version: int | None, values: Values) -> CareOperator:
    """Write what an operator says of itself. Raises Http404, Forbidden, NotNow, Stale."""
    with describing(actor, operator_id) as operator:
        held = held_by(operator, OPERATOR)
        check_version(version, held, values)
        if operator.body.operators.filter(name=values["name"]).exclude(pk=operator.pk).exists():
            raise NotNow(SAME_NAME)
        if note(actor, "operators.save_operator", operator, held, values):
            for name, value in values.items():
                setattr(operator, name, value)
            operator.save(update_fields=list(values))
    return operator
