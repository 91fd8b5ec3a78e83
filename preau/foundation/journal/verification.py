"""Reads the whole journal again and names the first entry that is not what was sealed."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from preau.foundation.journal.digests import digest_of, seal_digest
from preau.foundation.journal.models import Entry, Seal
from preau.foundation.journal.seals import BRUSSELS, CHUNK, SEALING, entries_between, entries_of

# What may be wrong, and how it is said.
SENTENCES = {
    "changed": "L’acte n° {number} du {day} a été modifié après son inscription.",
    "moved": "L’acte n° {number}, inscrit le {day}, porte maintenant une autre date.",
    "deleted": "L’acte n° {number} du {day} a disparu.",
    "inserted": "L’acte n° {number}, daté du {day}, ne figurait pas dans le journal quand ce jour a été scellé.",
    "reordered": "L’acte n° {number} du {day} n’est plus à sa place : sous ce numéro se trouve l’acte n° {other}.",
    "seal_changed": "Le sceau du {day} a été modifié.",
    "seal_deleted": "Le sceau du {day} a disparu.",
}


@dataclass(frozen=True)
class Verification:
    """The result: how much was read, and the first alteration if there is one.

    `first_altered` is the number of the entry (None when a seal itself was altered), `kind` a key of SENTENCES,
    `sentence` the result in French.
    """

    ok: bool
    sentence: str
    entries: int
    seals: int
    kind: str = ""
    day: date | None = None
    first_altered: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the result as plain JSON."""
        return asdict(self) | {"day": self.day.isoformat() if self.day else None}


class _Altered(Exception):  # noqa: N818 - what was looked for, not a fault
    def __init__(self, kind: str, day: date, number: int | None = None, other: int | None = None) -> None:
        super().__init__(kind)
        self.kind, self.day, self.number, self.other = kind, day, number, other


class _Reader:
    """One reading of the journal, day after day; memory holds one day's seal and one digest per seal."""

    def __init__(self) -> None:
        self.entries = self.seals = 0
        self.digests: dict[date, str] = {}
        self.announced: dict[date, str] = {}

    def read(self) -> None:
        """Read every seal with its day, then the days not sealed yet; raise _Altered at the first alteration."""
        previous, next_day = "", None
        for seal in Seal.objects.order_by("day").iterator(1):
            _check_gap(next_day, seal.day)
            self._read_day(seal)
            self._check_seal(seal, previous)
            previous, next_day = seal.digest, seal.day + timedelta(days=1)
        for entry in entries_between(next_day, None).iterator(CHUNK):
            self._check_entry(entry)
        self._check_announced()

    def _read_day(self, seal: Seal) -> None:
        """Walk the entries of a day beside those its seal holds, both in order of number."""
        try:
            sealed = {int(number): str(digest) for number, digest in seal.entries}
        except (TypeError, ValueError):
            raise _Altered("seal_changed", seal.day) from None
        expected = iter(sealed.items())
        number, digest = next(expected, (None, ""))
        for entry in entries_of(seal.day).iterator(CHUNK):
            if number is not None and number < entry.pk:
                raise _missing(number, digest, seal.day)
            if number is None or entry.pk < number:
                raise _Altered("inserted", seal.day, entry.pk)
            self._check_entry(entry, digest, sealed)
            number, digest = next(expected, (None, ""))
        if number is not None:
            raise _missing(number, digest, seal.day)

    def _check_entry(self, entry: Entry, digest: str = "", sealed: dict[int, str] | None = None) -> None:
        """Compare what the entry says with its own digest and, on a sealed day, with the digest sealed."""
        self.entries += 1
        found = digest_of(entry)
        if found != entry.digest or (sealed is not None and found != digest):
            day = entry.at.astimezone(BRUSSELS).date()
            others = [key for key, value in (sealed or {}).items() if value == found and key != entry.pk]
            if others:
                raise _Altered("reordered", day, entry.pk, others[0])
            raise _Altered("changed", day, entry.pk)
        if entry.act == SEALING:
            self.announced[date.fromisoformat(entry.payload["day"])] = entry.payload["digest"]

    def _check_seal(self, seal: Seal, previous: str) -> None:
        """Compare the seal with what it holds and with the seal before."""
        self.seals += 1
        self.digests[seal.day] = seal.digest
        if seal_digest(seal.previous, seal.day, seal.sealed_at, seal.entries) != seal.digest:
            raise _Altered("seal_changed", seal.day)
        if seal.previous != previous:
            raise self._broken_chain(seal)

    def _check_announced(self) -> None:
        """Find each seal the journal tells of, as it tells of it."""
        for day, digest in sorted(self.announced.items()):
            if self.digests.get(day) == digest:
                continue
            # A seal laid while we were reading is not in our digests: look again before saying it is gone.
            now = Seal.objects.filter(day=day).values_list("digest", flat=True).first()
            if now != digest:
                raise _Altered("seal_changed" if now else "seal_deleted", day)

    def _broken_chain(self, seal: Seal) -> _Altered:
        """Name the seal that is wrong: one removed before this day, or the one before, changed."""
        before = Seal.objects.filter(day__lt=seal.day).order_by("-day").first()
        announced = Entry.objects.filter(act=SEALING, payload__digest=seal.previous).order_by("pk").first()
        day = date.fromisoformat(announced.payload["day"]) if announced else (before or seal).day
        removed = before is None or before.day != day
        return _Altered("seal_deleted" if announced and removed else "seal_changed", day)


def verify() -> Verification:
    """Verify the whole journal against its seals, oldest day first, in constant memory."""
    reader = _Reader()
    try:
        reader.read()
    except _Altered as found:
        day = f"{found.day:%d/%m/%Y}"
        sentence = SENTENCES[found.kind].format(number=found.number, other=found.other, day=day)
        return Verification(False, sentence, reader.entries, reader.seals, found.kind, found.day, found.number)
    sentence = f"Le journal est intact : {reader.entries} actes relus, {reader.seals} jours scellés."
    return Verification(True, sentence, reader.entries, reader.seals)


def _check_gap(start: date | None, end: date) -> None:
    """Refuse entries between two sealed days: those days had none when the later one was sealed."""
    stray = entries_between(start, end).first()
    if stray is None:
        return
    day = stray.at.astimezone(BRUSSELS).date()
    announced = Entry.objects.filter(act=SEALING, payload__day=day.isoformat()).exists()
    if announced:
        raise _Altered("seal_deleted", day)
    raise _Altered("inserted", day, stray.pk)


def _missing(number: int, digest: str, day: date) -> _Altered:
    """Tell what became of an entry its day no longer holds."""
    moved = Entry.objects.filter(pk=number).exists()
    return _Altered("moved" if moved else "deleted", day, number)
