"""The titles of the lists, and whether somebody is qualified on a day (decree of 2003, art. 17 to 19)."""
