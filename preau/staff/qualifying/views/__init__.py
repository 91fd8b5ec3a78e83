"""The pages of qualification: asking, then the requests."""
