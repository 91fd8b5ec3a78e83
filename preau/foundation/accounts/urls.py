"""The addresses of accounts, below /compte/: allauth's views one by one (under the names it reverses), then ours.

No sign-up, no change of address, no provider to attach: only what is wanted is here.
"""

from collections.abc import Callable

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid
from django.http import HttpResponse
from django.urls import include, path, re_path
from django.views.decorators.http import require_GET, require_http_methods

from preau.foundation.accounts.access import PUBLIC, SIGNED_IN, who_may
from preau.foundation.accounts.views import invitations, me, people, sign_in


def everybody(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open an allauth view to everybody, for reading and for sending its form (it would take a PUT as well)."""
    return _read_or_send(who_may(PUBLIC)(view))


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open an allauth view to whoever is signed in, for reading and for sending its form."""
    return _read_or_send(who_may(SIGNED_IN)(view))


_read_or_send = require_http_methods(["GET", "HEAD", "POST"])

ours = [
    path("", me.me, name="me"),
    path("agir-comme/<int:pk>/", me.act_as, name="act_as"),
    path("mandats/", me.mandates, name="mandates"),
    path("mandats/<int:pk>/deleguer/", me.delegate, name="delegate"),
    path("mandats/<int:pk>/fin/", me.end, name="end"),
    path("personnes/", people.people, name="people"),
    path("personnes/inviter/", people.invite, name="invite"),
    path("invitations/<int:pk>/retirer/", people.withdraw, name="withdraw_invitation"),
    path("invitations/<int:pk>/renvoyer/", people.resend, name="resend_invitation"),
    path("invitation/<str:token>/", invitations.open_invitation, name="open_invitation"),
    path("second-facteur/", sign_in.second_factor, name="second_factor"),
]

urlpatterns = [
    path("connexion/", everybody(sign_in.Login.as_view()), name="account_login"),
    path("deconnexion/", everybody(account.logout), name="account_logout"),
    path("ferme/", everybody(account.account_inactive), name="account_inactive"),
    path("confirmer/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("mot-de-passe/changer/", signed_in(account.password_change), name="account_change_password"),
    path("mot-de-passe/choisir/", signed_in(account.password_set), name="account_set_password"),
    path("mot-de-passe/oublie/", everybody(account.password_reset), name="account_reset_password"),
    path("mot-de-passe/oublie/envoye/", everybody(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^mot-de-passe/oublie/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        everybody(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "mot-de-passe/nouveau/",
        everybody(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("second-facteur/gerer/", signed_in(mfa.index), name="mfa_index"),
    path("connexion/code/", everybody(sign_in.Authenticate.as_view()), name="mfa_authenticate"),
    path("connexion/cle/", everybody(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("confirmer/code/", signed_in(sign_in.Reauthenticate.as_view()), name="mfa_reauthenticate"),
    path("confirmer/cle/", signed_in(webauthn.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("second-facteur/application/", signed_in(sign_in.ActivateTOTP.as_view()), name="mfa_activate_totp"),
    path("second-facteur/application/retirer/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("second-facteur/cles/", signed_in(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("second-facteur/cles/ajouter/", signed_in(sign_in.AddPasskey.as_view()), name="mfa_add_webauthn"),
    path("second-facteur/cles/<int:pk>/retirer/", signed_in(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path("second-facteur/codes/", signed_in(sign_in.RecoveryCodes.as_view()), name="mfa_view_recovery_codes"),
    path(
        "second-facteur/codes/refaire/",
        signed_in(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("connexion/abandon/", everybody(social.login_cancelled), name="socialaccount_login_cancelled"),
    path("identite/<str:provider_id>/", sign_in.openid_login, name="openid_connect_login"),
    path("identite/<str:provider_id>/retour/", require_GET(everybody(openid.callback)), name="openid_connect_callback"),
    path("", include((ours, "accounts"))),
]
