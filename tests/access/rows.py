"""What one line of the table of access says, and what answer it expects for each actor."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from tests.access.actors import VISITOR

if TYPE_CHECKING:
    from tests.access.world import Side

    Names = Callable[[Side, str], Sequence[Any] | None]

GET, POST = "GET", "POST"
SIGN_IN = 302  # where a visitor is led when a page needs an account


@dataclass(frozen=True)
class Row:
    """One route and method, for one kind of thing.

    `may`: who gets `answer`. Other signed-in people get `refusal`; visitors are led to the sign-in page, unless
    `may` has them or `visitor` says otherwise. `names` gives what the address names, of a commune, for an actor
    (None: she has no such thing). The same thing of another commune answers 404 to `opens` (`may` when not given)
    and `refusal` to the others, unless it is `shared`: public, or known by a secret.
    `everywhere`: who gets `answer` for the thing of any commune.
    `sees`: who may read the thing the address names; of them, those who may not do this get 403 with the reason, and
    for everybody else it does not exist: 404.
    `factor`: without second factor in the session, those who may are led to the page that asks for it.
    `sends` gives the form of a POST. `what` says in French what is opened or done.
    """

    route: str
    method: str
    what: str
    may: frozenset[str]
    answer: int = 200
    refusal: int = 403
    names: "Names | None" = None
    visitor: int | None = None
    shared: bool = False
    opens: frozenset[str] | None = None
    everywhere: frozenset[str] = frozenset()
    sees: frozenset[str] | None = None
    factor: bool = False
    sends: "Callable[[Side], dict[str, Any]] | dict[str, Any] | None" = None

    def __str__(self) -> str:
        return f"{self.method} {self.route} ({self.what})"

    @property
    def owned(self) -> bool:
        """Tell whether the address names something that belongs to somebody."""
        return self.names is not None and not self.shared

    def form(self, side: "Side") -> dict[str, Any]:
        """Return what a POST sends."""
        return self.sends(side) if callable(self.sends) else dict(self.sends or {})

    def expected(self, actor: str) -> int:
        """Return the status `actor` gets for her own thing (or where nothing is anybody's)."""
        if actor == VISITOR and self.visitor is not None:
            return self.visitor
        if actor in self.may:
            return self.answer
        if actor == VISITOR:
            return SIGN_IN
        if self.sees is not None:
            return 403 if actor in self.sees else 404
        return self.refusal

    def expected_elsewhere(self, actor: str) -> int:
        """Return the status `actor` gets for the same thing of another commune."""
        if actor == VISITOR:
            return SIGN_IN
        if self.sees is not None:
            return 404
        if actor in self.everywhere:
            return self.answer
        return 404 if actor in (self.may if self.opens is None else self.opens) else self.refusal


def of(*paths: str) -> "Names":
    """Return what an address names, by attributes of a commune (`draft.pk`), or as they are written (`=json`)."""

    def names(side: "Side", actor: str) -> list[Any]:
        return [path[1:] if path.startswith("=") else attrgetter(path)(side) for path in paths]

    return names
