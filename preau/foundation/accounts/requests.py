"""The request every view of Préau receives: Django's, with the actor the middleware put on it."""

from django.http import HttpRequest

from preau.foundation.accounts.actors import Actor


class Request(HttpRequest):
    """A request whose `actor` is known (for type checkers; the middleware sets the attribute)."""

    actor: Actor
