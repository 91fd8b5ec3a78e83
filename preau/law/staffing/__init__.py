"""How many care workers the children present need, and whom the rule binds (decree of 2003, art. 16)."""
