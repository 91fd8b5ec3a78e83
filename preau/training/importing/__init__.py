"""Old lists of staff and of trainings: read in any shape, doubts asked on a page, written at once; and taken out."""
