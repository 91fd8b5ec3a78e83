"""The routes of the resolver, as the table names them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """A route by its full name ("plans:editor") and the pattern of its address."""

    name: str
    address: str


def routes(resolver: URLResolver | None = None, address: str = "/", space: str = "") -> Iterator[Route]:
    """Yield every route of Préau, in the order of the resolver."""
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = address + str(entry.pattern).lstrip("^").rstrip("$")
        if isinstance(entry, URLResolver):
            yield from routes(entry, pattern, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            yield Route(f"{space}{entry.name}", pattern)
