"""The command `preau`: every management command, with dashes (`preau verify-journal`)."""

import os
import sys
from collections.abc import MutableMapping


def main() -> None:
    """Run `preau COMMAND ...`; the exit code is the command's own, 1 when the settings are refused."""
    words = sys.argv[1:]
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
    execute_from_command_line(["preau", *words])


def enter_demonstration(environ: MutableMapping[str, str]) -> None:
    """Choose demonstration mode, and a place of its own, before Django reads its settings."""
    environ["PREAU_DEMONSTRATION"] = "1"
    environ.setdefault("PREAU_DATA_DIR", os.path.join("var", "demonstration"))


if __name__ == "__main__":
    main()
