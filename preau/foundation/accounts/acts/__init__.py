"""The only code that changes who has access: one function per verb."""

from preau.foundation.accounts.acts.invitations import (
    Offer,
    bind_invitations,
    found_organisation,
    invite,
    invite_first,
    offer_first,
    resend_invitation,
    withdraw_invitation,
)
from preau.foundation.accounts.acts.mandates import delegate, end_mandate
from preau.foundation.accounts.acts.people import change_name, note_factors, note_password, open_account

__all__ = [
    "Offer",
    "bind_invitations",
    "change_name",
    "delegate",
    "end_mandate",
    "found_organisation",
    "invite",
    "invite_first",
    "note_factors",
    "note_password",
    "offer_first",
    "open_account",
    "resend_invitation",
    "withdraw_invitation",
]
