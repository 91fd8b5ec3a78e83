"""The subsidies: what is owed, to whom, how it is computed. Money is Decimal, in euros."""
