"""The grid of analysis: objectives and actions of the approved plans, by axis, aspect and year (decree, art. 11/1)."""
