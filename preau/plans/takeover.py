"""What taking over a past plan proposes: which rows, in which order, and how their dates move."""

import re
from dataclasses import replace

from preau.law.annual_plan import Action, AnnualPlan, Objective, SchoolYear

# « 2020-2021 », « 2020/2021 », « 2020 - 21 »: a pair is moved only when it is the school year itself;
# a longer span such as a programme « 2020-2025 » keeps its years.
_YEARS = re.compile(r"(?<!\d)(20\d\d)(?:(\s?[-–/]\s?)(20\d\d|\d\d)(?!\d))?(?!\d)")


def shift_years(text: str, source: SchoolYear, target: SchoolYear) -> str:
    """Return `text` with the years of the source school year moved to the target one.

    Years outside the source school year, and spans other than it (a programme of five years), stay as they are.
    """
    step = target.start - source.start
    own = {source.start, source.start + 1}

    def moved(match: re.Match[str]) -> str:
        first, joint, second = match.groups()
        if second is None:
            return str(int(first) + step) if int(first) in own else match[0]
        last = int(second) if len(second) == 4 else int(first[:2] + second)
        if (int(first), last) != (source.start, source.start + 1):
            return match[0]
        return f"{int(first) + step}{joint}{str(last + step)[-len(second) :]}"

    return _YEARS.sub(moved, text)


def moved_document(document: AnnualPlan, source: SchoolYear, target: SchoolYear) -> AnnualPlan:
    """Return the plan with every text moved from the source year to the target year."""

    def objective(held: Objective) -> Objective:
        return replace(held, text=shift_years(held.text, source, target), title=shift_years(held.title, source, target))

    def action(held: Action) -> Action:
        return replace(
            held,
            text=shift_years(held.text, source, target),
            comment=shift_years(held.comment, source, target),
            period=shift_years(held.period, source, target),
            indicator=shift_years(held.indicator, source, target),
        )

    return AnnualPlan(
        objectives=tuple(objective(o) for o in document.objectives),
        comment=shift_years(document.comment, source, target),
        actions=tuple(action(a) for a in document.actions),
    )


def chosen_part(document: AnnualPlan, objectives: set[int], actions: set[int]) -> AnnualPlan:
    """Keep the chosen objectives and actions (by number); an action keeps only its chosen objectives."""
    return AnnualPlan(
        objectives=tuple(o for o in document.objectives if o.number in objectives),
        actions=tuple(
            replace(a, objectives=tuple(n for n in a.objectives if n in objectives))
            for a in document.actions
            if a.number in actions
        ),
    )


def proposed_first(document: AnnualPlan) -> tuple[set[int], set[int]]:
    """Return the numbers of the objectives and actions ticked at first: what comes back every year."""
    actions = {action.number for action in document.actions if action.recurrent}
    objectives = {number for action in document.actions if action.recurrent for number in action.objectives}
    return objectives, actions
