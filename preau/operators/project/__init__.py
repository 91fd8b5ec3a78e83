"""The care project of an operator, in versions."""
