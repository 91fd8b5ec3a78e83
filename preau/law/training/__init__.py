"""Continuing training: the hours due and followed, and which of them count (decree of 2003, art. 18 to 20)."""
