"""Names from outside are shown and offered again, never believed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.foundation.documents.names import safe_filename


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Plan d’action 2020-2021.xlsx", "Plan d’action 2020-2021.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\plan.xlsx", "plan.xlsx"),
        ("plan\0.xlsx", "plan.xlsx"),
        ("plan\u202exslx.exe", "planxslx.exe"),
        ("plan\r\nSet-Cookie: a=b.xlsx", "planSet-Cookie- a=b.xlsx"),
        ('plan "final" <v2>.xlsx', "plan -final- -v2-.xlsx"),
        ("a" * 300 + ".xlsx", "a" * 95 + ".xlsx"),
        ("a." + "b" * 300, ("a." + "b" * 300)[:100]),
        (".htaccess", "htaccess"),
        ("e\u0301te\u0301.ods", "été.ods"),
        ("", "fichier"),
        ("...", "fichier"),
        ("dossier/", "fichier"),
    ],
)
def test_safe_filename(name: str, safe: str) -> None:
    assert safe_filename(name) == safe


@given(st.text(max_size=400))
def test_safe_filename_is_always_safe(name: str) -> None:
    safe = safe_filename(name)
    assert 0 < len(safe) <= 100
    assert not set(safe) & set('/\\"<>:|?*\0\r\n\u202e')
    assert safe_filename(safe) == safe
