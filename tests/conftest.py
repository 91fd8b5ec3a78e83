"""What every test shares. Settings of the suite come from the environment set here, before Django starts."""

import os
import tempfile

os.environ.setdefault("PREAU_DATA_DIR", tempfile.mkdtemp(prefix="preau-tests-"))
