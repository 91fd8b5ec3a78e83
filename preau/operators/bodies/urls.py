"""Addresses of bodies."""

from django.urls import URLPattern, path

from preau.operators.bodies.views import contacts, hub, identity, inviting, listing, papers

_PAPERS = "operateurs/<int:operator_id>/papiers/"
_PAPER = _PAPERS + "<slug:sort>/<int:key>/"

urlpatterns: list[URLPattern] = [
    path("organisme/", hub.home, name="home"),
    path("organisme/identite/", identity.identity, name="identity"),
    path("organisme/contacts/", contacts.contacts, name="contacts"),
    path("organisme/contacts/nouveau/", contacts.contact_new, name="contact_new"),
    path("organisme/contacts/confirmer/", contacts.contacts_confirm, name="contacts_confirm"),
    path("organisme/contacts/<int:contact_id>/", contacts.contact, name="contact"),
    path("organisme/contacts/<int:contact_id>/confirmer/", contacts.contact_confirm, name="contact_confirm"),
    path("organisme/contacts/<int:contact_id>/retirer/", contacts.contact_end, name="contact_end"),
    path("organisme/contacts/<int:contact_id>/remettre/", contacts.contact_back, name="contact_back"),
    path("organisme/operateurs/nouveau/", identity.operator_new, name="operator_new"),
    path("operateurs/", listing.operators, name="list"),
    path("operateurs/inviter/", inviting.invite, name="invite"),
    path("operateurs/<int:operator_id>/", hub.operator, name="operator"),
    path("operateurs/<int:operator_id>/identite/", identity.operator_edit, name="operator_edit"),
    path("operateurs/<int:operator_id>/inviter/", inviting.invite_first, name="invite_first"),
    path("operateurs/<int:operator_id>/invitation/renvoyer/", inviting.invitation_resend, name="invitation_resend"),
    path("operateurs/<int:operator_id>/invitation/retirer/", inviting.invitation_withdraw, name="invitation_withdraw"),
    path(_PAPERS, papers.papers, name="papers"),
    path(_PAPERS + "<slug:sort>/nouveau/", papers.paper_new, name="paper_new"),
    path(_PAPER, papers.paper, name="paper"),
    path(_PAPER + "retirer/", papers.paper_drop, name="paper_drop"),
    path(_PAPER + "preuve/", papers.paper_proof, name="paper_proof"),
]
