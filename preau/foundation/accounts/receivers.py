"""What happens when allauth says that someone signed in, proved who she is, or changed a password or a factor."""

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.dispatch import receiver

from preau.foundation import clock
from preau.foundation.accounts import acts, sessions


def _provider_is_strong(provider_id: str) -> bool:
    """Tell whether the configuration declares that this OpenID provider checks two factors itself."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return any(app["provider_id"] == provider_id and app["settings"]["strong"] for app in apps)


@receiver(account.authentication_step_completed)
def note_proof(request, user, method, provider="", **kwargs) -> None:
    strong = method == "mfa" or (method == "socialaccount" and _provider_is_strong(provider))
    sessions.mark_confirmed(request.session, user, clock.now(), strong=strong)


@receiver(account.user_logged_in)
def bind(request, user, **kwargs) -> None:
    """Bind what waits for her, and let her act at once through the first mandate bound."""
    bound = acts.bind_invitations(user, clock.now())
    if bound:
        request.session[sessions.MANDATE_KEY] = bound[0].pk


@receiver(account.password_changed)
def password_changed(request, user, **kwargs) -> None:
    acts.note_password(user, clock.now(), "change_password")


@receiver(account.password_set)
def password_set(request, user, **kwargs) -> None:
    acts.note_password(user, clock.now(), "set_password")


@receiver(account.password_reset)
def password_reset(request, user, **kwargs) -> None:
    acts.note_password(user, clock.now(), "reset_password")


@receiver(mfa.authenticator_added)
def factor_added(request, user, authenticator, **kwargs) -> None:
    """A factor just tried counts as confirmation; the codes that come with the first one are not a try."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return
    _factors_changed(request, user, "add_factor", authenticator)
    sessions.mark_confirmed(request.session, user, clock.now(), strong=True)


@receiver(mfa.authenticator_removed)
def factor_removed(request, user, authenticator, **kwargs) -> None:
    _factors_changed(request, user, "remove_factor", authenticator)


@receiver(mfa.authenticator_reset)
def codes_renewed(request, user, authenticator, **kwargs) -> None:
    _factors_changed(request, user, "renew_codes", authenticator)


def _factors_changed(request, user, how: str, authenticator: Authenticator) -> None:
    """End the sessions opened elsewhere, and keep this one."""
    person = acts.note_factors(user, clock.now(), how, authenticator.type)
    update_session_auth_hash(request, person)
