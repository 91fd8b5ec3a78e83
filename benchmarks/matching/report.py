"""The figures of the look-alikes as a section of docs/benchmarks.md."""

from benchmarks.matching.measure import Measured, Tally
from benchmarks.matching.rivals import Timed

PRECISION_AIM, SETTLED_AIM, THREE_AIM, SPEED_AIM = 0.995, 0.60, 0.97, 5.0
HOW = """\
{records:,} invented encodings are matched with an invented catalogue of {providers} providers and {modules:,} modules.
The catalogue (`benchmarks/matching`) has families of providers that differ by one town, acronyms, former names, some of
them lost, trainers who work for two, places shared by many, titles that dozens of providers teach, and series by
level, part or age. The encodings are drawn from it with every fault the source names: trainer, place or title typed as
the provider, wrong, old or short names, acronyms, cells swapped, merged or cut, typing errors, other words, words in
another order. One in four has no true match: unknown provider, known title elsewhere, another level, part or age.
All is drawn from one seed, and was drawn before the matcher was written. A provider belongs, with its modules and
encodings, to the half its identifier hashes to: weights were chosen by looking at the tuning half, and the untouched
half is only counted. *Settled* is the share of the records with a true match that are settled without a person,
rightly; *precision* that of all that is settled. The rivals are given the same records and settle as many as we do,
their best scores first."""


def percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f} %"


def verdict(reached: bool) -> str:
    return "yes" if reached else "**no**"


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def table(head: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table; every column but the first is aligned to the right."""
    rule = ["---"] + ["---:"] * (len(head) - 1)
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, rule, *rows])


def halves_table(halves: dict[str, Measured]) -> str:
    rows = []
    for name, half in halves.items():
        one = half.whole
        three, first = _share(one.among_three, one.true), _share(one.first, one.true)
        reached = (
            (one.precision or 0) >= PRECISION_AIM and (one.recall or 0) >= SETTLED_AIM and (three or 0) >= THREE_AIM
        )
        counts = [f"{one.records:,}", f"{one.true:,}", f"{one.settled:,}"]
        shares = [percent(one.precision), percent(one.recall), percent(first), percent(three)]
        rows.append([f"{name} half", *counts, *shares, verdict(reached)])
    head = ["", "records", "with a true match", "settled alone", "precision (aim 99.5 %)", "settled (aim 60 %)"]
    return table([*head, "right first", "among three (aim 97 %)", "reached"], rows)


def kinds_table(halves: dict[str, Measured]) -> str:
    rows = []
    for kind in halves["untouched"].kinds:
        cells = [kind]
        for half in halves.values():
            one = half.kinds.get(kind, Tally())
            wrong = one.settled - one.right
            three = percent(_share(one.among_three, one.true))
            cells += [str(one.records), percent(one.recall), str(wrong), three]
        rows.append(cells)
    head = ["kind of encoding"]
    for half in halves:
        head += [f"{half}: records", "settled", "settled wrongly", "among three"]
    return table(head, rows)


def rivals_table(timed: list[Timed]) -> str:
    ours = timed[0]
    rows = [
        [
            one.name,
            f"{one.seconds:.1f}",
            f"{one.seconds / ours.seconds:.1f}",
            percent(one.first),
            percent(one.precision),
            "" if one is ours else verdict(_beaten(one, ours)),
        ]
        for one in timed
    ]
    head = [
        "",
        "6,000 records, s",
        f"times ours (aim beside rapidfuzz {SPEED_AIM:g})",
        "right first",
        "precision, as many settled",
    ]
    return table([*head, "reached"], rows)


def _beaten(one: Timed, ours: Timed) -> bool:
    """Tell whether ours is more precise, and as much quicker as was aimed at where a speed was: beside rapidfuzz."""
    return ours.precision > one.precision and (not one.must_be_slower or one.seconds / ours.seconds >= SPEED_AIM)


def section(halves: dict[str, Measured], timed: list[Timed], records: int, size: tuple[int, int]) -> str:
    """Return the section, its title included; `size` is the number of providers and modules."""
    how = HOW.format(records=records, providers=size[0], modules=size[1])
    parts = [how, halves_table(halves), kinds_table(halves), rivals_table(timed)]
    return "## Look-alikes\n\n" + "\n\n".join(parts)
