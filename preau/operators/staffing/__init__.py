"""How many care workers each period needs, and how many are planned."""
