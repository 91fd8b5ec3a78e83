"""Who may take over an old list: whoever keeps the register of the house acted for."""

from preau.foundation.accounts.access import Policy, roles
from preau.staff.models import REGISTRARS

LISTERS: Policy = roles(*REGISTRARS, label="la direction et le secrétariat de l’opérateur, la coordination ATL")
