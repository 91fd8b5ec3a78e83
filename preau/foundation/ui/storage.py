"""Static files under hashed names, compressed once at deployment."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed when `preau collectstatic` has run; plain names otherwise (tests, first steps)."""

    manifest_strict = False
