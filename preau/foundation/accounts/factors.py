"""Second factors of a person: which she has, where to confirm with them, and the code of the demonstration."""

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse

from preau.foundation.accounts.models import Person


def confirm_route(person: Person) -> str:
    """Return the address where `person` confirms with her factor; an empty string when she has none."""
    kinds = set(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    if Authenticator.Type.TOTP in kinds:
        return reverse("mfa_reauthenticate")
    return reverse("mfa_reauthenticate_webauthn") if Authenticator.Type.WEBAUTHN in kinds else ""


def use(person: Person, code: str) -> bool:
    """Mark an application's code as used; False when it already was, within the time it is accepted."""
    accepted_for = settings.MFA_TOTP_TOLERANCE * 2 + 1
    return cache.add(_used_key(person, code), True, timeout=accepted_for * mfa_settings.TOTP_PERIOD)


def _used_key(person: Person, code: str) -> str:
    return f"preau:code-used:{person.pk}:{normalize_user_code(code)}"


def demonstration_code(secret: str, person: Person | None = None) -> str:
    """Return the code of `secret` to give now (`person` has not used it yet), as « 123 456 », in demonstration
    mode; else nothing.

    It lets the step be tried without a phone; demonstration mode itself refuses any real installation.
    """
    if not settings.DEMONSTRATION:
        return ""
    codes = [totp.format_hotp_value(totp.hotp_value(secret, at)) for at in totp.yield_hotp_counters_from_time()]
    best_first = [codes[1], codes[2], codes[0]]
    free = [code for code in best_first if person is None or not cache.get(_used_key(person, code))]
    code = free[0] if free else best_first[0]
    return f"{code[:3]} {code[3:]}"


def demonstration_code_of(person: Person) -> str:
    """Return the code `person`'s own application would show, in demonstration mode; else nothing."""
    if not settings.DEMONSTRATION:
        return ""
    factor = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
    return demonstration_code(decrypt(factor.data["secret"]), person) if factor else ""
