"""The line of the page of look-alikes: ONE's officers of trainings and approvals, nobody else."""

from preau.foundation.accounts.roles import Role
from tests.access.rows import GET, Row

ONE = frozenset({Role.APPROVAL_OFFICER.value, Role.TRAINING_OFFICER.value})

TRAINING_LOOKALIKES = (Row("training:lookalikes", GET, "seuils de ressemblance", ONE),)
