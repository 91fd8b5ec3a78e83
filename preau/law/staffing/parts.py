"""The stretches of a period of care, each under its norm, with the lines that explain them."""

from msgspec import Struct

from preau.law.hours_of_day import duration, hour
from preau.law.results import Step
from preau.law.staffing.norms import GapReading, Norms, is_long, started_slices
from preau.law.staffing.scope import DECREE, RATIO
from preau.law.words import counted

SHORT = DECREE.cite("art. 16, § 1er, al. 2, 1°")
UNDER_SIX = DECREE.cite("art. 16, § 1er, al. 2, 2°")
SIX_AND_OVER = DECREE.cite("art. 16, § 1er, al. 2, 3°")
LONG = DECREE.cite("art. 16, § 1er, al. 2, 2° et 3°")
WORKER = ("accueillant", "accueillants")
CHILD = ("enfant", "enfants")


class StaffingPart(Struct, frozen=True, kw_only=True):
    """A stretch of the period under one norm. `under_six` and `six_and_over` are None where ages are not told apart."""

    starts: str
    ends: str
    children_per_worker: tuple[int, ...]
    under_six: int | None
    six_and_over: int | None
    workers: int
    pooled: int


class Case(Struct, frozen=True):
    """A period of care once read: its minutes, and the children by age."""

    norms: Norms
    starts: int
    ends: int
    after_school: bool
    gap: GapReading
    under_six: int
    six_and_over: int

    @property
    def children(self) -> int:
        return self.under_six + self.six_and_over

    @property
    def length(self) -> int:
        return self.ends - self.starts

    @property
    def long(self) -> bool:
        return is_long(self.norms, self.starts, self.ends, after_school=self.after_school, gap=self.gap)

    @property
    def in_gap(self) -> bool:
        """Say whether the period is exactly as long as what the text leaves out."""
        covered = self.after_school and self.ends <= self.norms.evening
        return self.length == self.norms.long_minutes and not covered


def parts_of(case: Case, steps: list[Step]) -> tuple[StaffingPart, ...]:
    """Return the stretches of the period, each under its norm, and add their lines to `steps`."""
    evening = case.norms.evening
    if case.after_school and case.long and case.starts < evening:
        steps.append(
            Step(
                f"De {hour(case.starts)} à {hour(case.ends)}, l’accueil suit l’école mais dépasse {hour(evening)}. "
                f"Lecture retenue : il est coupé à {hour(evening)} ; l’autre lecture applique les taux de l’accueil "
                "long dès le début.",
                RATIO,
                kind="reading",
            )
        )
        return _short(case, case.starts, evening, steps), _long(case, evening, case.ends, steps)
    part = _long if case.long else _short
    return (part(case, case.starts, case.ends, steps),)


def _short(case: Case, starts: int, ends: int, steps: list[Step]) -> StaffingPart:
    slice_of = case.norms.short
    workers = started_slices(case.children, slice_of)
    if case.after_school and ends <= case.norms.evening:
        why = f"l’accueil suit l’école et finit au plus tard à {hour(case.norms.evening)}"
    elif case.in_gap:
        why = _gap_words(case, steps)
    else:
        why = f"l’accueil dure {duration(case.length)} d’affilée, moins de {duration(case.norms.long_minutes)}"
    steps.append(Step(f"De {hour(starts)} à {hour(ends)}, {why}.", SHORT))
    steps.append(Step(_slices(case.children, "", slice_of, workers), SHORT))
    return StaffingPart(
        starts=hour(starts),
        ends=hour(ends),
        children_per_worker=(slice_of,),
        under_six=None,
        six_and_over=None,
        workers=workers,
        pooled=workers,
    )


def _long(case: Case, starts: int, ends: int, steps: list[Step]) -> StaffingPart:
    young, old = case.norms.under_six, case.norms.six_and_over
    workers = started_slices(case.under_six, young), started_slices(case.six_and_over, old)
    why = f"l’accueil dure en tout {duration(case.length)} d’affilée, plus de {duration(case.norms.long_minutes)}"
    if case.in_gap:
        why = _gap_words(case, steps)
    steps.append(Step(f"De {hour(starts)} à {hour(ends)}, {why}.", LONG))
    steps.append(Step(_slices(case.under_six, " de moins de six ans", young, workers[0]), UNDER_SIX))
    steps.append(Step(_slices(case.six_and_over, " de six ans ou plus", old, workers[1]), SIX_AND_OVER))
    return StaffingPart(
        starts=hour(starts),
        ends=hour(ends),
        children_per_worker=(young, old),
        under_six=workers[0],
        six_and_over=workers[1],
        workers=sum(workers),
        pooled=started_slices(case.under_six * old + case.six_and_over * young, young * old),
    )


def _gap_words(case: Case, steps: list[Step]) -> str:
    """Add the warning and the reading for exactly three hours; return why the norm kept is kept."""
    three = duration(case.norms.long_minutes)
    short = started_slices(case.children, case.norms.short)
    long = started_slices(case.under_six, case.norms.under_six) + started_slices(
        case.six_and_over, case.norms.six_and_over
    )
    kept = f"Lecture retenue : la norme la plus stricte, {counted(long, *WORKER)} ; l’autre donnerait {short}."
    if case.gap is GapReading.LOOSER:
        kept = f"Lecture demandée : la norme la moins stricte, {counted(short, *WORKER)} ; l’autre donnerait {long}."
    steps.append(
        Step(f"Le décret vise moins et plus de {three}, pas {three} exactement. {kept}", RATIO, kind="reading")
    )
    steps.append(Step(f"{three} exactement : faites confirmer la norme par l’ONE.", RATIO, kind="warning"))
    return f"l’accueil dure {three} exactement"


def _slices(children: int, which: str, slice_of: int, workers: int) -> str:
    return (
        f"{counted(children, *CHILD)}{which}, un accueillant par tranche entamée de {slice_of} : "
        f"{counted(workers, *WORKER)}."
    )
