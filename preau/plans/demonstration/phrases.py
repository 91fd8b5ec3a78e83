"""Invented plans in plain French, drawn from `phrases.json`: 65 objectives and 130 actions to fill in."""

import json
import random
import string
from functools import cache
from pathlib import Path
from typing import Any

from preau.law.annual_plan import Action, AnnualPlan, Objective, SchoolYear

INVENTED = "Plan inventé pour la démonstration."
MISSION_AXIS = 4
OBJECTIVES = (6, 8)  # fewest and most
ACTIONS = 10  # most; at least one for each objective
CONTRACTIONS = ((" à les ", " aux "), (" de les ", " des "), (" à le ", " au "), (" de le ", " du "))
SMALL, LARGE = (2, 6), (12, 90)  # what is counted: meetings, children


@cache
def _phrases() -> dict[str, Any]:
    return json.loads((Path(__file__).parent / "phrases.json").read_text(encoding="utf-8"))


def invented_plan(rng: random.Random, year: SchoolYear) -> AnnualPlan:
    """Return a whole plan of `year`, complete by annex 4, that says in its comment that it is invented."""
    aspects = rng.sample(_phrases()["aspects"], rng.randint(*OBJECTIVES))
    objectives = tuple(
        Objective(
            number=number,
            text=_sentence(rng, rng.choice(aspect["objectives"]), year),
            programme_line=rng.choice(_phrases()["words"]["need"]),
        )
        for number, aspect in enumerate(aspects, start=1)
    )
    places = list(range(len(aspects)))
    places += rng.choices(places, k=rng.randint(0, ACTIONS - len(places)))
    used: set[str] = set()
    actions = tuple(
        _action(rng, number, place + 1, aspects[place], year, used)
        for number, place in enumerate(sorted(places), start=1)
    )
    return AnnualPlan(objectives, f"{INVENTED}\n{rng.choice(_phrases()['cca_comments'])}", actions)


def begun_plan(rng: random.Random, year: SchoolYear) -> AnnualPlan:
    """Return a plan in preparation: its first objectives, an action without aspect, another without objective."""
    whole = invented_plan(rng, year)
    first, second, third, *_ = whole.actions
    bare = Action(number=3, text=third.text, axes=third.axes, aspects=third.aspects)
    actions = (first, Action(number=2, text=second.text, axes=second.axes, objectives=(1,)), bare)
    return AnnualPlan(whole.objectives[:3], INVENTED, actions)


def _action(
    rng: random.Random, number: int, objective: int, aspect: dict[str, Any], year: SchoolYear, used: set[str]
) -> Action:
    words = _phrases()["words"]
    pattern = rng.choice([text for text in aspect["actions"] if text not in used])
    used.add(pattern)
    when = rng.choice(words["when"])
    of_mission = rng.random() < 0.2
    return Action(
        number=number,
        text=_sentence(rng, pattern, year, when=when) + _steps(rng),
        axes=(*aspect["axes"], MISSION_AXIS) if of_mission else tuple(aspect["axes"]),
        aspects=(aspect["aspect"],),
        objectives=(objective,),
        comment=rng.choice(words["comment"]),
        missions=(rng.randint(1, 3),) if of_mission else (),
        responsible=rng.choice(words["responsible"]),
        period=_sentence(rng, "{when}", year, when=when),
        indicator=_sentence(rng, rng.choice(_phrases()["indicators"]), year),
        recurrent=rng.random() < 0.35,
    )


def _steps(rng: random.Random) -> str:
    """Return a bullet list of what the action takes, in the order of doing, or nothing."""
    if rng.random() > 0.4:
        return ""
    steps = _phrases()["steps"]
    return "".join(f"\n• {steps[place]}" for place in sorted(rng.sample(range(len(steps)), rng.randint(2, 4))))


def _sentence(rng: random.Random, pattern: str, year: SchoolYear, **given: str) -> str:
    """Fill in a pattern: first the words, then the years and numbers, those within the words included."""
    fields = [name for _, name, _, _ in string.Formatter().parse(pattern) if name]
    lists = _phrases()["words"]
    values: dict[str, Any] = {"y": "{y}", "z": "{z}", "n": rng.randint(*SMALL), "m": rng.randint(*LARGE)}
    values |= {name: rng.choice(lists[name]) for name in fields if name in lists} | given
    text = pattern.format(**values).format(y=year.start, z=year.start + 1)
    for apart, contracted in CONTRACTIONS:
        text = text.replace(apart, contracted)
    return text[0].upper() + text[1:]
