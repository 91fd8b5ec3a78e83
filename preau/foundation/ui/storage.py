"""Static files under hashed names, compressed once at deployment."""

from functools import lru_cache

from django.templatetags.static import static
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed when `preau collectstatic` has run; plain names otherwise (tests, first steps).

    Once it has run, a name it does not know is a fault (ValueError) rather than a missing style.
    """

    def stored_name(self, name: str) -> str:
        return super().stored_name(name) if self.hashed_files else name


@lru_cache(maxsize=64)
def asset(name: str) -> str:
    """Return the address of a static file, remembered: names cannot change while the process runs."""
    return static(name)
