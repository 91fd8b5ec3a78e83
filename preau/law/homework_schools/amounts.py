"""Money as exact fractions, turned into cents once, at the end."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

CENT = Decimal("0.01")


def cents(amount: Fraction) -> Decimal:
    """Return an exact amount rounded to the cent, half a cent upwards."""
    return from_cents(int(amount * 100 + Fraction(1, 2)))


def from_cents(count: int) -> Decimal:
    """Return a number of cents as euros, with two decimals."""
    return Decimal(count) * CENT


def shared(total: Decimal, parts: Sequence[Fraction]) -> tuple[Decimal, ...]:
    """Return `total` (euros) shared in proportion to `parts`, in cents whose sum is exactly `total`.

    Each share is cut to the cent; the cents left go to the largest remainders, the first in order when equal. The sum
    of `parts` must not be zero.
    """
    whole = Fraction(total) * 100
    sum_of_parts = sum(parts, Fraction(0))
    exact = [whole * part / sum_of_parts for part in parts]
    cut = [int(share) for share in exact]
    left = int(whole) - sum(cut)
    largest = sorted(range(len(parts)), key=lambda rank: (cut[rank] - exact[rank], rank))
    for rank in largest[:left]:
        cut[rank] += 1
    return tuple(map(from_cents, cut))
