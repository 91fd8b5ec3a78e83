"""The public search of care, and the page of a place."""
