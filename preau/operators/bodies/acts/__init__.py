"""The only code that writes bodies, operators, contacts and papers: one function per verb."""
