"""The pages of docs/law/, each made from the law itself: one module, one `page()`."""

MADE_BY = "<!-- Made by `python scripts/law_tables.py`: change the data, not this page. -->"
