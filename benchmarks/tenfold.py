"""Multiplies the communes and plans of a place: `python -m benchmarks.tenfold 10`, inside Préau, on SQLite.

Each copy is a whole nation beside the first: communes, zones, plans and everything in them, with keys moved
beyond the first nation's and names of their own. Of the cases, those about plans: what others are about stays one.
"""

import json
import sys

import django
from django.apps import apps
from django.db import connection, models

ROOMS = ("territory", "plans", "casework")
# How a copied column differs from its original; {n} is the number of the copy.
RENAMED = {
    "slug": "slug || '-{n}'",
    "zone_slug": "zone_slug || '-{n}'",
    "name": "name || ' {n}'",
    "nis": "char(64 + {n}) || printf('%04d', id)",
}


# What is counted from the rest, and counted anew once the rest is there.
COUNTED = ("GridSlice", "GridCount")
OF_PLANS = "SELECT id FROM casework_case WHERE subject_type = 'plans.annualactionplan'"


def tables() -> list[type[models.Model]]:
    """Return the models of the multiplied rooms, and the tables between them."""
    rooms = (apps.get_app_config(room).get_models(include_auto_created=True) for room in ROOMS)
    return [model for room in rooms for model in room if model.__name__ not in COUNTED]


def copy_statement(model: type[models.Model], offsets: dict[type[models.Model], int], number: int) -> str:
    """Return the SQL that adds one copy of the first nation's rows of `model`."""
    columns, values = [], []
    for field in model._meta.local_concrete_fields:
        target = model if field.primary_key else field.remote_field.model if field.is_relation else None
        if field.column == "subject_id":  # of a case: the plan it is about
            target = apps.get_model("plans", "AnnualActionPlan")
        moved = f" + {offsets[target] * number}" if target in offsets else ""
        columns.append(f'"{field.column}"')
        values.append(RENAMED.get(field.column, f'"{field.column}"{moved}').format(n=number))
    table, key = model._meta.db_table, model._meta.pk.column
    case = key if table == "casework_case" else "case_id" if '"case_id"' in columns else None
    copied = f' AND "{case}" IN ({OF_PLANS})' if case else ""
    return (
        f'INSERT INTO "{table}" ({", ".join(columns)}) SELECT {", ".join(values)} '
        f'FROM "{table}" WHERE "{key}" <= {offsets[model]}{copied}'
    )


def main() -> None:
    django.setup()
    from preau.plans.grid.counting import recount_all

    copies = int(sys.argv[1])
    offsets = {
        model: model._default_manager.aggregate(last=models.Max("pk"))["last"]
        for model in tables()
        if model._default_manager.exists()
    }
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("BEGIN IMMEDIATE")
        for number in range(1, copies):
            for model in offsets:
                cursor.execute(copy_statement(model, offsets, number))
        cursor.execute("COMMIT")
        broken = cursor.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise SystemExit(f"{len(broken)} liens rompus, dont {broken[0]}")
    recount_all()
    print(json.dumps({model._meta.label: model._default_manager.count() for model in offsets}))


if __name__ == "__main__":
    main()
