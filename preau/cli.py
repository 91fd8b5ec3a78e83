"""The command `preau`: every management command, with dashes (`preau verify-journal`)."""

import os
import sys


def main() -> None:
    """Run `preau COMMAND ...`; the exit code is the command's own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "preau.config.settings")
    from django.core.management import execute_from_command_line

    words = sys.argv[1:]
    if words and not words[0].startswith("-"):
        words[0] = words[0].replace("-", "_")
    execute_from_command_line(["preau", *words])


if __name__ == "__main__":
    main()
