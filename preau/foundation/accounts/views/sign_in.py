"""Signing in and out, passwords, second factors: allauth's views, with what our pages need besides."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount.providers.openid_connect import views as openid
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_safe

from preau.foundation import clock
from preau.foundation.accounts import factors, sessions
from preau.foundation.accounts.access import PUBLIC, SIGNED_IN, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.accounts.wording import RETRY_MINUTES, RETRY_MINUTES_AFTER


def same_host(request: HttpRequest, address: str) -> str:
    """Return `address` when it is a path of this very host, else an empty string."""
    allowed = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if allowed and address.startswith("/") else ""


class Login(account.LoginView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
        after = self.get_next_url()
        query = f"?{urlencode({'next': after})}" if after else ""
        providers = [(app["name"], reverse("openid_connect_login", args=[app["provider_id"]]) + query) for app in apps]
        return {**super().get_context_data(**kwargs), "providers": providers}


class Authenticate(mfa.AuthenticateView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.stage.login.user
        return {
            **super().get_context_data(**kwargs),
            "demonstration_code": factors.demonstration_code_of(person),
            "has_passkey": is_mfa_enabled(person, [Authenticator.Type.WEBAUTHN]),
        }


class Reauthenticate(mfa.ReauthenticateView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        code = factors.demonstration_code_of(self.request.user)
        return {**super().get_context_data(**kwargs), "demonstration_code": code}


class ThenBack:
    """After a factor is added: the codes, when there are new ones; else back to what needed it."""

    request: HttpRequest
    did_generate_recovery_codes: bool

    def get_success_url(self) -> str:
        if self.did_generate_recovery_codes:
            return reverse("mfa_view_recovery_codes")
        return self.request.session.pop(sessions.AFTER_FACTOR_KEY, "") or reverse("mfa_index")


class ActivateTOTP(ThenBack, totp.ActivateTOTPView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            return redirect("mfa_index")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        spelled = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
        return {**context, "secret": spelled, "demonstration_code": factors.demonstration_code(secret)}


class AddPasskey(ThenBack, webauthn.AddWebAuthnView):
    pass


class RecoveryCodes(recovery_codes.ViewRecoveryCodesView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = self.request.session.get(sessions.AFTER_FACTOR_KEY, "")
        back = f"{reverse('accounts:second_factor')}?{urlencode({'next': waiting})}"
        return {**super().get_context_data(**kwargs), "after": back if waiting else reverse("mfa_index")}


@require_safe
@who_may(SIGNED_IN)
def second_factor(request: Request) -> HttpResponse:
    """Confirm this session with a second factor, then go back to `next`: the page that asked for it."""
    after = same_host(request, request.GET.get("next", "")) or reverse("home")
    actor = request.actor
    if actor.strong:
        request.session.pop(sessions.AFTER_FACTOR_KEY, None)
        return redirect(after)
    confirm = factors.confirm_route(actor.someone)
    if confirm:
        return redirect(f"{confirm}?{urlencode({'next': after})}")
    request.session[sessions.AFTER_FACTOR_KEY] = after
    return render(request, "accounts/second_factor.html")


@require_GET
@who_may(PUBLIC)
def openid_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Leave for a provider to sign in there; never to attach it to a session already open."""
    if request.GET.get("process", "login") != "login":
        raise Http404
    if request.user.is_authenticated:
        return redirect("home")
    return openid.login(request, provider_id=provider_id)


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 429: say when to try again, to people and to machines."""
    route = request.resolver_match.view_name if request.resolver_match else ""
    minutes = RETRY_MINUTES_AFTER.get(route, RETRY_MINUTES)
    context = {"minutes": minutes, "retry_at": localtime(clock.now() + timedelta(minutes=minutes))}
    response = render(request, "accounts/too_many_requests.html", context, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response
