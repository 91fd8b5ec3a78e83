"""The places of an operator: address, access, transfers from school, closed days."""
