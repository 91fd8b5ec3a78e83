"""Tests of the territory view."""
