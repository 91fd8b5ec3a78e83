"""Makes the floor's database (5,000 rows, one person) and prints the cookie of a session: `python -m ...prepare`."""

import os

import django

ROWS = 5_000


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.floor.settings"
    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.test import Client

    from benchmarks.floor.models import Row

    call_command("migrate", run_syncdb=True, verbosity=0)
    if not Row.objects.exists():
        Row.objects.bulk_create(Row(name=f"Ligne {n:05d}", note=f"Note de la ligne {n}") for n in range(ROWS))
    person, _ = get_user_model().objects.get_or_create(username="plancher")
    client = Client()
    client.force_login(person)
    print(client.cookies["sessionid"].value)


if __name__ == "__main__":
    main()
