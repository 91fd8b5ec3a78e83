"""What must appear nowhere: the names of two people, places of one machine, addresses of registries."""

import hashlib
import re
import unicodedata
from itertools import pairwise

import pytest

from tests.house.tree import ROOT, files, name_of, ours, text_of

# The two officers named in the published plan of Mons, forename and name in both orders, folded. Only the
# digests are kept here, since the names themselves must not appear.
PRIVATE = frozenset(
    {
        "4706224aeffbb9d9be2c4b2d3f85831e66292cf067da5b6cd90ffcd88550f933",
        "9c8cb2eb477fef4b67a774a4512f9c2b3b83fb3066edd2979993bba9ebdbc7cb",
        "a316c98b9d4fccbf546f87327b92ea579b7332949345ced595dd52a3a409bfb1",
        "c6079d5c8d2aa077cf30a45396679a0dcbb9fbf2f3ea64c7b60a13491151ed11",
    }
)
MACHINE_PATH = re.compile(r"""(?<![\w.:/<>*{}%-])/(?:home|root|Users|tmp|workspace)/[\w.-]""")
REGISTRY = re.compile(r"--(?:extra-)?index-url|--find-links|https?://[^\s/]*(?:simple|pypi|mirror|artifactory|nexus)")


def digest(words):
    return hashlib.sha256(words.encode()).hexdigest()


def private_names_in(text):
    """Return where in `text` two words in a row are a private name."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z]+", plain)
    pairs = {f"{one} {other}" for one, other in pairwise(words)}
    return sorted(words.index(pair.split()[0]) for pair in pairs if digest(pair) in PRIVATE)


def test_the_officers_of_the_published_plan_are_named_nowhere():
    found = [name_of(path) for path in files() if private_names_in(text_of(path) + " " + name_of(path))]
    assert not found, found


def test_no_file_knows_the_machine_it_was_written_on():
    found = [
        f"{name_of(path)}: {text[max(0, hit.start() - 20) : hit.end() + 20]!r}"
        for path in files()
        if "vendor" not in path.parts and (text := text_of(path))
        for hit in MACHINE_PATH.finditer(text)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_locks_have_hashes_and_no_registry(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not REGISTRY.search(text)
    entries = re.split(r"\n(?=[A-Za-z])", "\n" + re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))
    pinned = [entry for entry in entries if entry.strip()]
    assert len(pinned) > 20
    unlocked = [entry.splitlines()[0] for entry in pinned if "==" not in entry or "--hash=sha256:" not in entry]
    assert not unlocked


def test_every_requirement_is_locked():
    for source, lock in (("requirements.in", "requirements.lock"), ("requirements-dev.in", "requirements-dev.lock")):
        wanted = re.findall(r"^([A-Za-z][\w.-]*)", (ROOT / source).read_text(encoding="utf-8"), re.MULTILINE)
        locked = re.findall(r"^([\w.-]+)==", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE)
        assert {name.lower() for name in wanted} <= {name.lower() for name in locked}


def test_the_licence_is_there():
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in licence
    assert 'license = "EUPL-1.2"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_pages_speak_plainly():
    """No "veuillez", no sentence that shouts: the words of the look."""
    forbidden = re.compile(r"veuillez|une erreur|[A-Za-zé]\u202f?!(?=\s*<|\s*$)", re.IGNORECASE | re.MULTILINE)
    found = [
        f"{name_of(path)}: {hit.group()}"
        for path in ours(".html", ".txt")
        for hit in forbidden.finditer(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)
