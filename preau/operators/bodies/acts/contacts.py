"""Whom to write to: added, corrected, confirmed for a year, taken away; nobody is deleted."""

from django.http import Http404

from preau.foundation.accounts.actors import Actor
from preau.foundation.journal.api import record
from preau.foundation.ui.versions import Values, check_version, held_by
from preau.operators.bodies.acts.frame import editing_body, note
from preau.operators.models import ContactPerson, OrganisingBody

CONTACT = ("full_name", "email", "phone", "operator", "subjects")


def add_contact(actor: Actor, values: Values) -> ContactPerson:
    """Write somebody to write to, confirmed today; the same sent twice is written once. Raises Forbidden, NotNow."""
    with editing_body(actor) as body:
        for known in body.contacts.present().filter(email=values["email"], full_name=values["full_name"]):
            if held_by(known, CONTACT) == _held(values):
                return known
        contact = ContactPerson.objects.create(
            body=body, confirmed_on=actor.today, confirmed_by=actor.person, **_checked(body, values)
        )
        note(actor, "operators.add_contact", contact, {}, _held(values))
    return contact


def save_contact(actor: Actor, contact_id: int, version: int | None, values: Values) -> ContactPerson:
    """Correct somebody to write to: who corrects confirms. Raises Http404, Forbidden, NotNow, Stale."""
    with editing_body(actor) as body:
        contact = _present(body, contact_id)
        held = held_by(contact, CONTACT)
        check_version(version, held, _held(values))
        for name, value in _checked(body, values).items():
            setattr(contact, name, value)
        note(actor, "operators.save_contact", contact, held, _held(values))
        _confirm(actor, body, [contact])
        contact.save()
    return contact


def confirm_contacts(actor: Actor, contact_id: int | None = None) -> int:
    """Say that a contact, or all of them, are still right; return how many. Raises Http404, Forbidden, NotNow."""
    with editing_body(actor) as body:
        rows = [_present(body, contact_id)] if contact_id else list(body.contacts.present())
        _confirm(actor, body, rows)
        ContactPerson.objects.bulk_update(rows, ["confirmed_on", "confirmed_by"])
    return len(rows)


def end_contact(actor: Actor, contact_id: int) -> ContactPerson:
    """Take somebody away: kept, no longer written to; a second time changes nothing. Raises Http404, Forbidden."""
    with editing_body(actor) as body:
        contact = _kept(body, contact_id)
        if contact.ended_on is None:
            contact.ended_on = actor.today
            contact.save(update_fields=["ended_on"])
            record(actor, "operators.end_contact", contact, {"body": body.pk, "name": contact.full_name})
    return contact


def bring_contact_back(actor: Actor, contact_id: int) -> ContactPerson:
    """Write again to somebody who was taken away, confirmed today. Raises Http404, Forbidden, NotNow."""
    with editing_body(actor) as body:
        contact = _kept(body, contact_id)
        if contact.ended_on is not None:
            contact.ended_on = None
            contact.confirmed_on, contact.confirmed_by = actor.today, actor.person
            contact.save(update_fields=["ended_on", "confirmed_on", "confirmed_by"])
            record(actor, "operators.bring_contact_back", contact, {"body": body.pk, "name": contact.full_name})
    return contact


def _confirm(actor: Actor, body: OrganisingBody, rows: list[ContactPerson]) -> None:
    """Mark contacts as confirmed today; those that are already leave no second trace."""
    fresh = [one for one in rows if one.confirmed_on != actor.today]
    for one in fresh:
        one.confirmed_on, one.confirmed_by = actor.today, actor.person
    if fresh:
        record(actor, "operators.confirm_contacts", body, {"contacts": [one.pk for one in fresh]})


def _kept(body: OrganisingBody, contact_id: int) -> ContactPerson:
    contact = body.contacts.filter(pk=contact_id).first()
    if contact is None:
        raise Http404("contact")
    return contact


def _present(body: OrganisingBody, contact_id: int) -> ContactPerson:
    contact = _kept(body, contact_id)
    if contact.ended_on is not None:
        raise Http404("contact")
    return contact


def _held(values: Values) -> Values:
    """Return the values as a row holds them: the operator by its key."""
    return {**values, "operator": values["operator"].pk if values["operator"] else None}


def _checked(body: OrganisingBody, values: Values) -> Values:
    """Return the values, once sure that the operator is one of the body's own. Raises Http404."""
    if values["operator"] and values["operator"].body_id != body.pk:
        raise Http404("operator")
    return values
