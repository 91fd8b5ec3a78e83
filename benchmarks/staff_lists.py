"""Times a list of 5,000 lines of trainings, taken over, beside the libraries alone: `python -m benchmarks.staff_lists`.

Inside Préau. Prints JSON, in median milliseconds: the product, from the bytes of the workbook to the rows of the
database, in one act with its journal, its search of the people of the house and of the catalogue; and the bare work,
python-calamine reading the same cells and Django's `bulk_create` of the same rows, made beforehand, in one transaction.
"""

import hashlib
import io
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import django
import xlsxwriter

from benchmarks.lists import APART, Rows, bare, values_of
from benchmarks.workbooks import alternately

LINES, PEOPLE, KNOWN, OTHERS, ROUNDS = 5_000, 400, 180, 20, 7
TEAM = ("Nom", "Prénom", "Fonction", "Date d'entrée")
HEAD = ("Nom", "Prénom", "Organisme", "Formation", "Date", "Heures")
KEYS = frozenset({"id", "person_id", "contract_id", "entry_id", "record_id"})
NAME = "equipe.xlsx"
SOUNDS = ("ba", "ci", "do", "fu", "ga", "hi", "jo", "lu", "ma", "ni", "po", "ru", "sa", "ti", "vo", "zu")
FIRST_DAY = date(2020, 1, 6)


def word(seed: str) -> str:
    """Return an invented name that looks like no other."""
    return "".join(SOUNDS[byte % len(SOUNDS)] for byte in hashlib.sha256(seed.encode()).digest()[:5]).capitalize()


def workbook(number: int, catalogue: list[tuple[str, str]]) -> bytes:
    """Return an invented list of two sheets, 5,000 lines: the people, then a line per person and training.

    A tenth of the trainings are in no catalogue.
    """
    other = [(f"Organisme {word(f'o{number}.{n}')}", f"Atelier {word(f'm{number}.{n}')}") for n in range(OTHERS)]
    known = [*catalogue, *other]
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        team, sheet = book.add_worksheet("Équipe"), book.add_worksheet("Formations")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        team.write_row(0, 0, TEAM)
        sheet.write_row(0, 0, HEAD)
        names = [(word(f"f{number}.{who}"), word(f"p{number}.{who}")) for who in range(PEOPLE)]
        for who, name in enumerate(names):
            team.write_row(who + 1, 0, (*name, "Accueillante", "01/09/2019"))
        for line in range(LINES - PEOPLE):
            followed = FIRST_DAY + timedelta(days=line // PEOPLE * 40 + line % 7)
            sheet.write_row(line + 1, 0, (*names[line % PEOPLE], *known[line % len(known)]))
            sheet.write_datetime(line + 1, 4, datetime.combine(followed, time()), day)
            sheet.write_number(line + 1, 5, 3 + line % 4)
    return stream.getvalue()


def take_over(data: bytes, mandate: Any) -> None:
    """Do the whole work of the product: read, keep what was read, match with what is known, write, journal."""
    from preau.foundation import clock
    from preau.foundation.accounts.actors import Actor
    from preau.staff.models import StaffImport
    from preau.training.importing import acts
    from preau.training.importing.reader import read_list

    actor = Actor(clock.now(), mandate.person, mandate, (mandate,), True)
    row = StaffImport.objects.create(
        organisation=mandate.organisation,
        file_name=NAME,
        proposal=read_list(data, NAME, actor.today).plain(),
        created_at=actor.now,
        created_by=mandate.person,
    )
    acts.settle(actor, row.pk, row.version)


def written(house: int) -> Rows:
    """Return the rows that the product wrote of one list."""
    from preau.staff.models import Assignment, EmploymentContract, StaffPerson
    from preau.training.models import RecordDay, TrainingEntry, TrainingRecord

    entries = TrainingEntry.objects.filter(organisation_id=house, source="list")
    people = StaffPerson.objects.filter(training_records__entry__in=entries).distinct()
    contracts = EmploymentContract.objects.filter(organisation_id=house, person__in=people)
    return {
        StaffPerson: list(people),
        EmploymentContract: list(contracts),
        Assignment: list(Assignment.objects.filter(contract__in=contracts)),
        TrainingEntry: list(entries),
        TrainingRecord: list(TrainingRecord.objects.filter(entry__in=entries)),
        RecordDay: list(RecordDay.objects.filter(record__entry__in=entries)),
    }


def batches(rows: Rows) -> Iterator[Rows]:
    """Yield the rows again and again, each time under other keys, made and ready to be inserted."""
    for number in range(1, ROUNDS + 2):
        yield {model: [_again(model, row, number) for row in held] for model, held in rows.items()}


def _again(model: Any, row: Any, number: int) -> Any:
    values = {
        name: value + number * APART if name in KEYS and value else value
        for name, value in values_of(row)
        if name != "account_id"
    }
    return model(**values)


def catalogue() -> list[tuple[str, str]]:
    """Return modules of the catalogue, as somebody would type them."""
    from preau.training.models import TrainingModule

    accepted = TrainingModule.objects.roots().filter(status="accepted").order_by("pk")[:KNOWN]
    return list(accepted.values_list("provider__root__name", "title"))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:  # what is measured is not left among what others measure
        shutil.copytree(os.environ["PREAU_DATA_DIR"], folder, dirs_exist_ok=True)
        os.environ["PREAU_DATA_DIR"] = folder
        django.setup()
        from preau.foundation.accounts.models import Mandate

        held = Mandate.objects.filter(role="operator_signatory").select_related("person", "organisation")
        houses = list({one.organisation_id: one for one in held.order_by("-pk")}.values())[: ROUNDS + 2]
        known = catalogue()
        lists = iter([(workbook(number, known), one) for number, one in enumerate(houses)])
        data, first = next(lists)
        take_over(data, first)
        rows = written(first.organisation_id)
        ready = iter(list(batches(rows)))
        ours, alone = alternately(lambda: take_over(*next(lists)), lambda: bare(data, next(ready)), times=ROUNDS)
        counted = {model.__name__: len(values) for model, values in rows.items()}
    print(json.dumps({"staff list": (ours, alone), "lines": LINES, "catalogue": len(known), "rows": counted}))


if __name__ == "__main__":
    main()
