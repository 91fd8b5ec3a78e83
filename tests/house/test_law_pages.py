"""The pages of docs/law/ are what the law itself would write."""

import pytest

from scripts.law_tables import DOCS, PAGES


@pytest.mark.parametrize("name", PAGES)
def test_the_generated_page_is_not_stale(name):
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), "run python scripts/law_tables.py"
