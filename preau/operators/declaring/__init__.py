"""Declaring a description: missing parts, differences, versions, the case, and who reads it."""
