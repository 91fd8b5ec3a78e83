"""The settings of the suite: those of Préau, in a place of their own, on SQLite or on PREAU_DATABASE_URL.

What differs from an installation, and why: nothing comes from the environment but the database; passwords are
hashed fast (Argon2 is slow on purpose, and tested by name); the test database is a file like the real one, but
does not wait for the disk; static files keep their names; an undefined variable of a template is a failure; the
test client's own host is allowed.
"""

import atexit
import os
import shutil
import tempfile

from tests.strict_templates import UndefinedVariable

for _name in [name for name in os.environ if name.startswith("PREAU_") and name != "PREAU_DATABASE_URL"]:
    del os.environ[_name]
os.environ["PREAU_DATA_DIR"] = tempfile.mkdtemp(prefix="preau-tests-")
atexit.register(shutil.rmtree, os.environ["PREAU_DATA_DIR"], ignore_errors=True)

from preau.config.settings import *  # noqa: E402, F403
from preau.config.settings import ALLOWED_HOSTS, DATA_DIR, DATABASES, STORAGES, TEMPLATES  # noqa: E402

ALLOWED_HOSTS.append("testserver")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("%s")
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "tests.sqlite3"}
    _pragmas = DATABASES["default"]["OPTIONS"]["init_command"]
    DATABASES["default"]["OPTIONS"]["init_command"] = _pragmas.replace("synchronous=FULL", "synchronous=OFF")
