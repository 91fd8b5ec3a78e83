"""Dated values: amounts, norms, caps, indices. One YAML file each, in the layout of OpenFisca parameters.

    description: what the value is, in French
    values:
      2023-01-01:
        value: 0.40          # null: the value exists and is not known
    metadata:
      unit: currency-EUR     # or: /1 (a ratio), minute, hour, day, week, month, year, fte, child, person, place, seat,
                             # meeting, absence, commune, component
      indexation: how the value moves with prices, in French; absent when it does not
      reference:
        2023-01-01:
          title: Arrêté du 3 décembre 2003, art. 24
          href: https://…

A value holds from its date until the next one: write `value: null` at the date from which it is no longer known, with a
`note` that says why. Numbers are read as Decimal, never float.
`parameter("subsidies.type_1.lump_sum")` reads `subsidies/type_1/lump_sum.yaml`; only the files asked for are read.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from preau.law.results import CannotCompute
from preau.law.words import full_date

FOLDER = Path(__file__).parent


class Value(Struct, frozen=True):
    """What a parameter is worth from a day on: `known` is None when the value exists and is not known."""

    since: date
    known: Decimal | None
    reference: str
    address: str
    note: str = ""


class Parameter(Struct, frozen=True):
    """One parameter with its history, oldest value first."""

    name: str
    description: str
    unit: str
    indexation: str
    values: tuple[Value, ...]

    def at(self, day: date) -> Value:
        """Return the value in force on `day`; raises CannotCompute before the first one, or when it is not known."""
        self.amount(day)
        return self._latest(day)

    def amount(self, day: date) -> Decimal:
        """Return what the parameter is worth on `day`; raises CannotCompute like `at`."""
        latest = self._latest(day)
        if latest.known is None:
            why = f" {latest.note}" if latest.note else ""
            raise CannotCompute(
                f"Impossible à calculer : la valeur « {self.description} » n’est pas connue le {full_date(day)}.{why}"
            )
        return latest.known

    def _latest(self, day: date) -> Value:
        found = next((value for value in reversed(self.values) if value.since <= day), None)
        if found is None:
            first = full_date(self.values[0].since)
            raise CannotCompute(
                f"Impossible à calculer : la valeur « {self.description} » n’est pas connue avant le {first}."
            )
        return found

    def whole(self, day: date) -> int:
        """Return the value in force on `day` as a whole number; raises ValueError when it has decimals."""
        value = self.amount(day)
        if value != value.to_integral_value():
            raise ValueError(f"{self.name} is not a whole number on {day}")
        return int(value)


class _Loader(yaml.CSafeLoader):
    """Reads numbers with decimals as Decimal."""


def _decimal(loader: yaml.CSafeLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(loader.construct_scalar(node))


_Loader.add_constructor("tag:yaml.org,2002:float", _decimal)


@cache
def parameter(name: str) -> Parameter:
    """Return the parameter of that dotted name; raises FileNotFoundError."""
    file = FOLDER.joinpath(f"{name.replace('.', '/')}.yaml")
    written = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
    return _parameter(name, written)


def _parameter(name: str, written: dict[str, Any]) -> Parameter:
    metadata = written["metadata"]
    references = metadata["reference"]
    values = tuple(
        Value(
            since,
            None if entry["value"] is None else Decimal(str(entry["value"])),
            reference=references[since]["title"],
            address=references[since].get("href", ""),
            note=entry.get("note", ""),
        )
        for since, entry in sorted(written["values"].items())
    )
    return Parameter(name, written["description"], metadata["unit"], metadata.get("indexation", ""), values)


def parameters() -> tuple[Parameter, ...]:
    """Return every parameter, in the order of their names."""
    return tuple(parameter(name) for name in sorted(_names(FOLDER, "")))


def _names(folder: Path, prefix: str) -> Iterator[str]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _names(entry, f"{prefix}{entry.name}.")
        elif entry.name.endswith(".yaml"):
            yield prefix + entry.name.removesuffix(".yaml")
