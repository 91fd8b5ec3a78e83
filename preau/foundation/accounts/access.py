"""Who may: the words every access rule of Préau is written in.

Each route declares its policy with `who_may`; a route without one is refused to everybody (closed by default).
Each object rule is a function `can_<verb>(actor, object) -> Decision`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.requests import page_of


@dataclass(frozen=True)
class Decision:
    """The answer to "may this actor?": yes, or no with the reason in French."""

    ok: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.ok


YES = Decision(True)


def no(reason: str) -> Decision:
    """Return a refusal with its reason, a full sentence in French."""
    return Decision(False, reason)


class Forbidden(Exception):  # noqa: N818 - reads as the answer it becomes: 403 with this reason
    """One's own thing without the right: answered 403 with the reason."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NeedsSecondFactor(Exception):  # noqa: N818 - an instruction, not a fault
    """The act needs a session confirmed with a second factor: leads to the page that asks for it."""


@dataclass(frozen=True)
class Policy:
    """Who may open a route at all. What they may do with an object is the object's own rule."""

    name: str
    label: str
    allows: Callable[[Actor], Decision]
    signed_in: bool = True


PUBLIC = Policy("public", "tout le monde", lambda actor: YES, signed_in=False)
SIGNED_IN = Policy("signed_in", "toute personne connectée", lambda actor: YES)


def roles(*allowed: str, label: str) -> Policy:
    """Return the policy of a route open to actors with one of these roles."""

    def allows(actor: Actor) -> Decision:
        return YES if actor.role in allowed else no(f"Cette page est réservée à : {label}.")

    return Policy("roles:" + ",".join(sorted(allowed)), label, allows)


def who_may(policy: Policy) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Declare a view's policy, and enforce it: sign-in first, then 403 with the reason."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor: Actor = request.actor  # type: ignore[attr-defined]
            if policy.signed_in and actor.person is None:
                # A fragment answered 401 leaves the page, and what was typed on it, as they are.
                htmx = request.htmx  # type: ignore[attr-defined]
                return HttpResponse(status=401) if htmx else redirect_to_login(page_of(request))
            require(policy.allows(actor))
            return view(request, *args, **kwargs)

        guarded.policy = policy  # type: ignore[attr-defined]
        return guarded

    return decorate


def require_strong(actor: Actor) -> None:
    """Raise NeedsSecondFactor when the session was not confirmed with a second factor."""
    if not actor.strong:
        raise NeedsSecondFactor


def require(decision: Decision) -> None:
    """Raise Forbidden when the decision is a refusal."""
    if not decision:
        raise Forbidden(decision.reason)
