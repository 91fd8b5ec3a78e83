"""The coordinator’s territory: who offers what, when, for which age, and where nothing is."""
