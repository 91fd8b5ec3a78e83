"""Bodies and operators: what is written of them, by whom, and what their pages say."""
