"""The files of others are those their list names, unchanged."""

import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings

LISTS = (
    Path(settings.PACKAGE) / "foundation/ui/static/vendor/VENDORED.md",
    Path(__file__).resolve().parents[1] / "vendor/VENDORED.md",
)


def listed(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        digest = re.search(r"`([0-9a-f]{64})`", line)
        if digest:
            yield re.search(r"`([^`]+)`", line)[1], digest[1]


@pytest.mark.parametrize("path", LISTS, ids=["ui", "tests"])
def test_each_file_has_the_digest_of_its_list(path):
    known = dict(listed(path))
    assert known
    for name, digest in known.items():
        folder = path.parents[1] / "preau/fonts" if name.endswith(".woff2") else path.parent
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, name
    scripts = {file.name for file in path.parent.glob("*.js")}
    assert scripts <= set(known)
