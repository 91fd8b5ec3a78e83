"""The pages of the entry of a training."""
