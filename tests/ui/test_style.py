"""The style: its colours can be read in both schemes, it stays small, its files compile and are hashed."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template import engines
from django.template.defaulttags import LoadNode
from whitenoise.middleware import WhiteNoiseMiddleware

from preau.foundation.ui.storage import HashedStaticStorage

PACKAGE = Path(settings.PACKAGE)
UI = PACKAGE / "foundation" / "ui"
TOKENS = (UI / "static" / "preau" / "tokens.css").read_text(encoding="utf-8")
TEMPLATES = sorted(PACKAGE.glob("**/templates/**/*.html"))
FIRST_VISIT = (
    "preau/tokens.css",
    "preau/preau.css",
    "preau/patterns.css",
    "preau/preau.js",
    "preau/icons.svg",
    "preau/favicon.svg",
    "vendor/htmx.min.js",
)
FONTS = (
    "preau/fonts/atkinson-hyperlegible-latin-400-normal.woff2",
    "preau/fonts/atkinson-hyperlegible-latin-700-normal.woff2",
    "preau/fonts/atkinson-hyperlegible-latin-400-italic.woff2",
)


def colours(css):
    return dict(re.findall(r"--c-([\w-]+):\s*(#[0-9A-Fa-f]{6})", css))


def schemes():
    light = colours(TOKENS.split("@media (prefers-color-scheme: dark)")[0])
    dark = colours(TOKENS.split("@media (prefers-color-scheme: dark)")[1].split("@media (forced-colors")[0])
    return {"light": light, "dark": light | dark}


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


GROUNDS = ("page", "surface", "sunk")
TEXT = (
    *((text, ground) for text in ("ink", "muted", "green") for ground in (*GROUNDS, "green-tint")),
    *(("brick", ground) for ground in ("page", "surface", "brick-tint")),
    *(("sky", ground) for ground in ("page", "surface", "sky-tint")),
    *(("ink", ground) for ground in ("brick-tint", "sky-tint")),
    ("muted", "sky-tint"),
    ("page", "ink"),
    ("surface", "ink"),
    ("on-green", "green"),
    ("on-green", "green-deep"),
    ("on-brick", "brick"),
    ("on-board", "board"),
    ("on-board-2", "board"),
    ("on-sun", "sun"),
)
SIGNS = (
    *(("edge", ground) for ground in GROUNDS),
    *(("green", ground) for ground in GROUNDS),
    ("brick", "page"),
    ("sky", "page"),
    ("sun", "board"),
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("front", "ground", "least"),
    [(*pair, 4.5) for pair in TEXT] + [(*pair, 3.0) for pair in SIGNS],
)
def test_contrast(scheme, front, ground, least):
    known = schemes()[scheme]
    assert contrast(known[front], known[ground]) >= least


def test_forced_colours_name_every_token():
    forced = TOKENS.split("@media (forced-colors: active)")[1]
    assert set(re.findall(r"--c-([\w-]+):", forced)) == set(schemes()["light"])


def size(name):
    return len(gzip.compress(Path(finders.find(name)).read_bytes(), 6))


def test_a_first_visit_stays_small():
    style = sum(size(name) for name in FIRST_VISIT if name.endswith(".css"))
    whole = sum(size(name) for name in FIRST_VISIT) + sum(Path(finders.find(name)).stat().st_size for name in FONTS)
    assert style < 15_000
    assert whole < 90_000


def test_every_class_of_the_pages_has_a_style():
    css = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.glob("**/static/**/*.css"))
    known = set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", css))
    plain_classes = re.compile(r'class="([^"{]*)"')
    unknown = {
        f"{path.relative_to(PACKAGE)}: {name}"
        for path in TEMPLATES
        for found in plain_classes.findall(path.read_text(encoding="utf-8"))
        for name in found.split()
        if name not in known
    }
    assert not unknown, "\n".join(sorted(unknown))


def test_every_sign_asked_for_is_drawn():
    drawn = set(re.findall(r'id="([\w-]+)"', (UI / "static/preau/icons.svg").read_text(encoding="utf-8")))
    asked = {name for path in TEMPLATES for name in re.findall(r'{% icon "([\w-]+)"', path.read_text(encoding="utf-8"))}
    assert asked <= drawn


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_template_compiles_and_uses_what_it_loads(path):
    source = path.read_text(encoding="utf-8")
    template = engines["django"].from_string(source)
    libraries = re.findall(r"{% load ([^%]*?) %}", source)
    loaded = [name for names in libraries for name in names.split() if "from" not in names.split()]
    engine = engines["django"].engine
    body = re.sub(r"{% load [^%]*%}", "", source)
    for name in loaded:
        library = engine.template_libraries[name]
        words = [*library.tags, *library.filters]
        assert any(re.search(rf"{{%\s*{word}\b|\|\s*{word}\b", body) for word in words), f"{name} ne sert à rien"
    assert len(template.template.nodelist.get_nodes_by_type(LoadNode)) == len(libraries)


@pytest.fixture
def collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "preau.foundation.ui.storage.HashedStaticStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_names_are_hashed_once_collected_and_plain_before(settings, tmp_path, collected):
    storage = HashedStaticStorage(location=collected, base_url="/static/")
    address = storage.url("preau/preau.css")
    assert re.fullmatch(r"/static/preau/preau\.[0-9a-f]{12}\.css", address)
    hashed = collected / address.removeprefix("/static/")
    assert hashed.exists()
    assert hashed.with_name(hashed.name + ".gz").exists()
    tokens = (collected / storage.url("preau/tokens.css").removeprefix("/static/")).read_text(encoding="utf-8")
    assert re.search(r"normal\.[0-9a-f]{12}\.woff2", tokens)
    with pytest.raises(ValueError, match="manifest"):
        storage.url("preau/nowhere.css")
    empty = HashedStaticStorage(location=tmp_path / "nothing", base_url="/static/")
    assert empty.url("preau/preau.css") == "/static/preau/preau.css"


def test_hashed_files_are_kept_for_ever_and_plain_ones_are_not(settings, rf, collected):
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = False
    server = WhiteNoiseMiddleware(lambda request: None)
    hashed = HashedStaticStorage(location=collected, base_url="/static/").url("preau/tokens.css")
    kept = server(rf.get(hashed, headers={"accept-encoding": "gzip"}))
    kept.file_to_stream.close()
    assert "immutable" in kept["Cache-Control"]
    assert kept["Content-Encoding"] == "gzip"
    plain = server(rf.get("/static/preau/tokens.css"))
    plain.file_to_stream.close()
    assert "immutable" not in plain["Cache-Control"]
