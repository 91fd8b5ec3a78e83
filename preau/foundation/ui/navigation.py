"""The tabs of the band. Each room registers its own in its AppConfig.ready; nobody below knows who is above."""

from dataclasses import dataclass
from functools import lru_cache

from django.urls import NoReverseMatch, reverse

from preau.foundation.accounts.actors import Actor


@dataclass(frozen=True)
class Tab:
    """One tab: its words, its route, and to whom it is shown (roles; empty for everybody signed in).

    `managers` keeps it for those who manage the access of their organisation.
    """

    order: int
    label: str
    route: str
    roles: frozenset[str] = frozenset()
    visitors: bool = False
    managers: bool = False
    prefix: str | tuple[str, ...] = ""


@dataclass(frozen=True)
class ShownTab:
    label: str
    address: str
    current: bool


_tabs: list[Tab] = []


@lru_cache(maxsize=64)
def route(name: str) -> str:
    """Return the address of a route without arguments, remembered; empty where no room offers it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def register(tab: Tab) -> None:
    """Add a tab; called once per tab, when the application starts."""
    _tabs.append(tab)
    _tabs.sort(key=lambda known: known.order)


def items_for(actor: Actor, path: str) -> list[ShownTab]:
    """Return the tabs `actor` sees, the one that `path` falls under marked as current."""
    shown = []
    for tab in _tabs:
        if actor.person is None and not tab.visitors:
            continue
        if actor.person is not None and tab.roles and actor.role not in tab.roles:
            continue
        if tab.managers and not (actor.mandate and actor.mandate.manages_users):
            continue
        address = route(tab.route)
        if not address:
            continue
        prefix = tab.prefix or address
        current = path == address if prefix == "/" else path.startswith(prefix)
        shown.append(ShownTab(tab.label, address, current))
    return shown
