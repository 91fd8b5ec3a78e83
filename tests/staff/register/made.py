"""A house with its people in a browser: what the tests of the register share."""

from typing import Any

# Numbers whose check digits are right and whose month of birth is nought: nobody bears them.
NUMBER, OTHER_NUMBER = "85000099712", "90000000146"
NEW: dict[str, Any] = {
    "given_name": "Alix",
    "family_name": "Cerceau",
    "birth_date": "1991-04-02",
    "email": "alix@exemple.test",
    "starts_on": "2026-09-01",
    "status": "employee",
    "fte": "50",
    "function": "care_worker",
}
