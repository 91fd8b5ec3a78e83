"""The pages of the composition of a CCA."""
