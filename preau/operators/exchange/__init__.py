"""The HTTP interface of operators, and the keys of other software."""
