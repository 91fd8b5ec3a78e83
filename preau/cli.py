"""The command `preau`: every management command, with dashes (`preau verify-journal`)."""

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path

# The commands somebody may type first, on a place that `preau prepare` has not seen.
NEED_TABLES = {"plan", "verify_journal", "seal_journal", "invite", "form_zone", "nightly"}


def main() -> None:
    """Run `preau COMMAND ...`; the exit code is the command's own, 1 when the settings are refused."""
    words = sys.argv[1:]
    if words[:1] == ["law"]:
        from preau import law_cli

        sys.exit(law_cli.main(words[1:]))
    if words[:1] == ["training"]:
        from preau import training_cli

        sys.exit(training_cli.main(words[1:]))
    if words[:1] == ["demo"]:
        enter_demonstration(os.environ)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "preau.config.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        getattr(settings, "DATA_DIR")  # noqa: B009 - Django reads the settings when first asked for one
    except ImproperlyConfigured as refusal:
        sys.exit(f"preau : {refusal}")
    if words and not words[0].startswith("-"):
        words[0] = words[0].replace("-", "_")
    if words and words[0] in NEED_TABLES:
        prepare_embedded_database()
    execute_from_command_line(["preau", *words])


def prepare_embedded_database() -> None:
    """Make the tables of an embedded database that does not exist yet, so that the first command just works."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    database = settings.DATABASES["default"]
    file = Path(database["NAME"])
    if database["ENGINE"] == "django.db.backends.sqlite3" and not (file.exists() and file.stat().st_size):
        django.setup()
        call_command("migrate", verbosity=0, interactive=False)


def enter_demonstration(environ: MutableMapping[str, str]) -> None:
    """Choose demonstration mode, and a place of its own, before Django reads its settings."""
    environ["PREAU_DEMONSTRATION"] = "1"
    environ.setdefault("PREAU_DATA_DIR", os.path.join("var", "demonstration"))


if __name__ == "__main__":
    main()
