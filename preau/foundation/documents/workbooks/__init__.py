"""Workbooks, whatever they hold: cells as a person sees them, words compared, what to say of them, safe writing."""
