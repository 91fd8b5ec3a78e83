"""Pages of the declarations."""
