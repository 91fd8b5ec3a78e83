"""What the tests of the law share."""

import sys

import pytest


@pytest.fixture
def anew():
    """Let the law read its data files again within this test: they are otherwise read once, by whoever came first."""
    for name, module in list(sys.modules.items()):
        if name.startswith("preau.law"):
            for known in list(vars(module).values()):
                if hasattr(known, "cache_clear"):
                    known.cache_clear()
