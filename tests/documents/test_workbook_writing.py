"""What is written into files of cells: never a formula, never cut without a word."""

import pytest

from preau.foundation.documents.limits import MAX_CELL_CHARACTERS
from preau.foundation.documents.workbooks.writing import csv_bytes, fitting


def test_no_cell_of_a_csv_can_begin_a_formula():
    written = csv_bytes([("+1", "-1", "@x", "=1", "a=b", -1)]).decode("utf-8-sig")
    assert written == "'+1;'-1;'@x;'=1;a=b;-1\r\n"
    assert csv_bytes([("\t=1",)]).decode("utf-8-sig").startswith("'\t=1")


def test_a_text_longer_than_a_cell_is_refused_not_cut():
    assert fitting("un\r\ndeux\rtrois") == "un\ndeux\ntrois"
    assert fitting("a" * MAX_CELL_CHARACTERS)
    with pytest.raises(ValueError, match="too long"):
        fitting("🙂" * (MAX_CELL_CHARACTERS // 2 + 1))
