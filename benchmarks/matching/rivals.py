"""The same encodings given to rapidfuzz used plainly, and to PostgreSQL's pg_trgm: how quick, how right.

Each is asked for the one module most like what was typed: both cells joined, or, of rapidfuzz, the provider and the
title each apart. A rival settles alone as many records as the matcher does, those of its best scores, so that the
precisions compare. The encodings are every fourth of the set.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module

import psycopg
from rapidfuzz import fuzz, process

from benchmarks.matching.encodings import Encoded
from benchmarks.matching.measure import MeasuringSet
from preau.training.matching import Decision, match

EVERY = 4
Answer = tuple[str, float]  # the identifier of a module, "" for none, and its score


@dataclass(frozen=True)
class Timed:
    """One way of matching: seconds for 6,000 records, right first, precision of what it settles alone."""

    name: str
    seconds: float
    first: float
    precision: float
    settled: int
    must_be_slower: bool = False


def compared(whole: MeasuringSet) -> list[Timed]:
    """Return ours and each rival on the same records, timed one after the other in this process."""
    sample = whole.encodings[::EVERY]
    begun = time.process_time()
    asked = whole.asked()
    found = match(whole.catalogue(), asked)
    ours = time.process_time() - begun
    answers = [
        (one.candidates[0].module or "", one.score + (one.decision is Decision.AUTO)) if one.candidates else ("", 0.0)
        for one in found
    ]
    settled = sum(one.decision is Decision.AUTO for one in found[::EVERY])
    results = [_timed("preau.training.matching", ours, answers[::EVERY], sample, settled)]
    for name, rival in (
        ("rapidfuzz extractOne, WRatio, cells joined", _wratio),
        ("rapidfuzz extractOne, WRatio, each cell apart", _wratio_apart),
        ("PostgreSQL, pg_trgm", _trigrams),
    ):
        took, given = rival(whole, sample)
        if given:
            timed = _timed(name, took * len(whole.encodings) / len(sample), given, sample, settled)
            results.append(replace(timed, must_be_slower=rival is not _trigrams))
    return results


def _timed(name: str, seconds: float, answers: list[Answer], sample: list[Encoded], settled: int) -> Timed:
    true = [place for place, one in enumerate(sample) if one.true_module]
    first = sum(answers[place][0] == sample[place].true_module for place in true) / len(true)
    best = sorted(range(len(sample)), key=lambda place: -answers[place][1])[:settled]
    right = sum(answers[place][0] == sample[place].true_module for place in best)
    return Timed(name, seconds, first, right / settled, settled)


def _choices(whole: MeasuringSet) -> dict[str, str]:
    names = {row["id"]: row["name"] for row in whole.rows if row["kind"] == "organisation"}
    return {row["id"]: f"{names[row['parent']]} {row['name']}" for row in whole.rows if row["kind"] == "module"}


def _wratio(whole: MeasuringSet, sample: list[Encoded]) -> tuple[float, list[Answer]]:
    choices = _choices(whole)
    begun = time.process_time()
    answers = []
    for one in sample:
        best = process.extractOne(f"{one.organisation} {one.module}", choices, scorer=fuzz.WRatio)
        answers.append((best[2], best[1]) if best else ("", 0.0))
    return time.process_time() - begun, answers


def _wratio_apart(whole: MeasuringSet, sample: list[Encoded]) -> tuple[float, list[Answer]]:
    """Ask for the provider among the providers and the title among all titles; right when both are of one module."""
    providers = {row["id"]: row["name"] for row in whole.rows if row["kind"] == "organisation"}
    modules = {row["id"]: row for row in whole.rows if row["kind"] == "module"}
    titles = {key: row["name"] for key, row in modules.items()}
    begun = time.process_time()
    answers: list[Answer] = []
    for one in sample:
        provider = process.extractOne(one.organisation, providers, scorer=fuzz.WRatio)
        title = process.extractOne(one.module, titles, scorer=fuzz.WRatio)
        agree = provider and title and modules[title[2]]["parent"] == provider[2]
        answers.append((title[2], min(provider[1], title[1])) if agree else ("", 0.0))
    return time.process_time() - begun, answers


def _trigrams(whole: MeasuringSet, sample: list[Encoded]) -> tuple[float, list[Answer]]:
    """Ask a PostgreSQL server of our own; nothing when there is none, or when it lacks the extension."""
    sys.path.insert(0, "scripts")
    server: Callable = import_module("with_postgresql").postgresql
    try:
        with server() as address, psycopg.connect(address, autocommit=True) as database:
            return _asked(database, _choices(whole), sample)
    except (SystemExit, OSError, psycopg.Error) as reason:
        print(f"pg_trgm n’est pas mesuré : {reason}", flush=True)
        return 0.0, []
    finally:
        sys.path.remove("scripts")


def _asked(database: psycopg.Connection, choices: dict[str, str], sample: list[Encoded]) -> tuple[float, list[Answer]]:
    database.execute("CREATE EXTENSION pg_trgm")
    database.execute("CREATE TABLE module (id text, words text)")
    with database.cursor().copy("COPY module FROM STDIN") as copy:
        for row in choices.items():
            copy.write_row(row)
    database.execute("CREATE INDEX ON module USING gist (words gist_trgm_ops)")
    database.execute("ANALYZE module")
    question = "SELECT id, similarity(words, %s) FROM module ORDER BY words <-> %s LIMIT 1"
    begun = time.perf_counter()
    answers: list[Answer] = []
    for one in sample:
        typed = f"{one.organisation} {one.module}"
        found = database.execute(question, (typed, typed)).fetchone()
        answers.append((found[0], found[1]) if found else ("", 0.0))
    return time.perf_counter() - begun, answers
