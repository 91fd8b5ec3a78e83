"""What the advice says of every objective of the collection, word for word: a change of wording is seen and judged."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from syrupy.extensions.json import JSONSnapshotExtension

from preau.law.annual_plan import SchoolYear
from preau.law.smart import advise

COLLECTION = json.loads(Path(__file__).with_name("smart_objectives.json").read_text(encoding="utf-8"))["objectives"]

pytestmark = pytest.mark.usefixtures("anew")


def said(text, year):
    advice = advise(text, year)
    return {
        "text": text,
        "letters": [" | ".join((one.letter, one.name, one.state, one.reason)) for one in advice.letters],
        "advices": [{**asdict(one), "rest": one.rest} for one in advice.advices],
    }


def test_everything_said_of_the_collection(snapshot):
    found = [said(one["text"], SchoolYear(one["school_year"])) for one in COLLECTION]
    assert found == snapshot(extension_class=JSONSnapshotExtension)


@pytest.mark.parametrize(
    "text",
    ["", "Ouvrir vingt places", "Améliorer la qualité de l’accueil", "Ouvrir vingt places " + "et cætera " * 400],
    ids=["empty", "no_period", "vague", "endless"],
)
def test_everything_said_without_a_year(text, snapshot):
    assert said(text, None) == snapshot(extension_class=JSONSnapshotExtension)
