"""The pages of the year of a plan."""
