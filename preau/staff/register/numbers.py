"""The national number: read and checked with python-stdnum, kept as eleven digits, shown by its last two alone.

Whatever is wrong with a number is said in the same words, so that nobody learns from the answer whose it is.
"""

from datetime import date

from stdnum.be import ssn
from stdnum.exceptions import ValidationError

UNFIT = "Relisez ce numéro : il ne va pas avec ce nom ou cette date de naissance, ou il a une faute de frappe."
_HIDDEN = "••.••.••-•••."


def national_number(text: str) -> str:
    """Return the eleven digits of a national or bis number. Raises ValueError, in French, for anything else."""
    try:
        return ssn.validate(text)
    except ValidationError:
        raise ValueError(UNFIT) from None


def fits_birth(number: str, birth: date | None) -> bool:
    """Tell whether a number may be that of somebody born on a day; True while one of them is not known."""
    if not number or birth is None:
        return True
    written = _birth_written_in(number)
    return written is None or written == birth


def masked(number: str) -> str:
    """Return what is shown of a number: its last two digits; empty for none."""
    return f"{_HIDDEN}{number[-2:]}" if number else ""


def _birth_written_in(number: str) -> date | None:
    """Return the day of birth a number tells, None when it tells none."""
    try:
        found: date | None = ssn.get_birth_date(number)
    except ValidationError:
        return None
    return found
