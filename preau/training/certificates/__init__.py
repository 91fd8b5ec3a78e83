"""A training certificate: what it says, read from the file, beside what was typed. No Django, no database."""
