"""Where allauth asks us: sign-up by invitation only, second factors, OpenID Connect."""

import io
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.messages import add_message
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime

from preau.foundation import clock
from preau.foundation.accounts import messages, sessions, wording
from preau.foundation.accounts.demonstration import DOMAIN as DEMONSTRATION_DOMAIN
from preau.foundation.accounts.models import Invitation, Person
from preau.law.words import full_date


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations; what allauth says, it says in our words."""

    error_messages = {**DefaultAccountAdapter.error_messages, **wording.REFUSALS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> Any:
        """Let the accounts of a demonstration, whose password anybody knows, enter a demonstration only."""
        if user.email.endswith(f"@{DEMONSTRATION_DOMAIN}") and not settings.DEMONSTRATION:
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def is_safe_url(self, url) -> bool:
        """Tell whether one may be led to `url`; what is not even an address is not."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        """Show our sentence for allauth's message; those without one stay unsaid."""
        text = message or wording.MESSAGES.get(message_template)
        if text:
            add_message(request, level, text, extra_tags=extra_tags)

    def send_notification_mail(self, template_prefix, user, context=None, email=None) -> None:
        """Tell a person by e-mail that her account changed, from where and when."""
        subject, event = wording.LETTERS[template_prefix]
        moment = localtime(clock.now())
        messages.send_letter(
            user.email,
            subject,
            "account_changed",
            {
                "event": event,
                "moment": f"{full_date(moment)} à {moment:%H h %M}",
                "address": self.get_client_ip(self.request),
                "browser": self.get_http_user_agent(self.request)[:200],
            },
        )

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again unless she has just proven who she is, with her second factor if she has one."""
        request = self.request
        strong = is_mfa_enabled(request.user)
        return not sessions.is_fresh(request.session, request.user, clock.now(), strong)

    def get_reauthentication_methods(self, user) -> list[dict]:
        """The second factor for who has one: a password alone must not be enough to take it away."""
        methods = super().get_reauthentication_methods(user)
        factors = [method for method in methods if method["id"] != "reauthenticate"]
        return factors or methods

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:me")


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """OpenID Connect: an account exists, or an invitation waits for an address the provider has proven."""

    error_messages = {**DefaultSocialAccountAdapter.error_messages, **wording.REFUSALS}

    def pre_social_login(self, request: HttpRequest, sociallogin) -> None:
        """Tell allauth that an account's address is proven (by its invitation): it would else void the password."""
        self._forget_claims(sociallogin.account)
        if sociallogin.is_existing:
            person = sociallogin.user
            EmailAddress.objects.update_or_create(
                user=person, email=person.email, defaults={"verified": True, "primary": True}
            )

    def _forget_claims(self, account: SocialAccount) -> None:
        """Keep the provider's identifier alone: what else it tells (a birth date, a national number) is not ours."""
        account.extra_data = {}
        if account.pk:
            account.save(update_fields=["extra_data"])

    def is_open_for_signup(self, request: HttpRequest, sociallogin) -> bool:
        """Open only to an address the provider has proven and an invitation waits for; else say whom to ask."""
        given = sociallogin.email_addresses
        proven = [address.email.lower() for address in given if address.verified]
        if Invitation.objects.pending().filter(email__in=proven, expires_at__gt=clock.now()).exists():
            return True
        context = {"address": given[0].email if given else "", "proven": bool(proven)}
        raise ImmediateHttpResponse(render(request, "accounts/not_invited.html", context, status=403))

    def populate_user(self, request: HttpRequest, sociallogin, data: dict) -> Person:
        person = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name") or "", data.get("last_name") or "")
        person.full_name = (data.get("name") or " ".join(filter(None, parts)))[:150]
        return person


class MfaAdapter(DefaultMFAAdapter):
    """Second factors in our words, under our name."""

    error_messages = {**DefaultMFAAdapter.error_messages, **wording.REFUSALS}

    def build_totp_svg(self, url: str) -> str:
        """Draw the square on white: a camera reads it in the dark scheme too."""
        drawing = io.BytesIO()
        # With its namespace: the page shows it as an image, not inline.
        segno.make(url, micro=False).save(
            drawing, kind="svg", scale=4, border=4, dark="#000", light="#fff", xmldecl=False, nl=False
        )
        return drawing.getvalue().decode()

    def generate_authenticator_name(self, user, type) -> str:
        return "Clé d’accès"

    def _get_site_name(self) -> str:
        return settings.MFA_TOTP_ISSUER
