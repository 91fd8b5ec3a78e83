"""Who helps at ONE, for each place and subject."""
