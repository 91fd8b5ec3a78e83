"""The pages of the meetings of a CCA."""
