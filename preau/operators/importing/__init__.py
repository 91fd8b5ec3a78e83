"""Lists that come in as workbooks, and go out as such."""
