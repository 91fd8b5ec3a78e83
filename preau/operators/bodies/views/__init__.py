"""The pages of bodies and operators, by subject."""
