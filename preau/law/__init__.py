"""The law as code: time limits, calendars, checklists and advice, in pure Python.

Nothing here knows the database, the clock or the web. A rule takes plain data (frozen dataclasses, dates) and gives
back a result that explains itself in French, line by line, with its articles (`results.py`). What the texts fix lies in
JSON beside the code (`data/`, `texts/`), so that a lawyer can read it. What is not known is said to be unknown, never
guessed.

- `annual_plan` the annual plan as annex 4 describes it; `checklists` what it still lacks, what it touches
- `smart` advice on the wording of an objective
- `time_limits` the time limits and their due dates; `calendar` legal holidays, working days, school years
- `texts` the legal texts known, with their dates of effect
- `words` folding, dates and numbers in French; `results` the words every result shares
"""
