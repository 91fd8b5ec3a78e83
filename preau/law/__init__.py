"""The law as code: pure Python, plain data in, an answer that explains itself in French out.

Nothing here knows the database, the clock or the web. A rule takes a question (`inputs.Question`) and gives back an
answer (`results.Answer`) with its lines, each with its article. What the texts fix lies in data files, so that a lawyer
can read it. What is not known is said to be unknown, never guessed.

How the law is asked:
- `catalogue` the rules that can be asked and where each lives; `asking` JSON in and out; `refusals` errors in French
- `inputs` what questions are made of; `results` what every answer shares
- `words` numbers, dates and lists in French; `hours_of_day` « 13:00 »; `citing` the citations of the data files

What the texts fix:
- `texts` the legal texts known, with their dates of effect
- `parameters` dated values: amounts, norms, caps, indices; `indexation` the amounts that follow prices
- `data` time limits, document lists, titles, appeals, school holidays, the lexicon of objectives

Time:
- `calendar` legal holidays, working days, school years; `counting` how a length of time becomes a day
- `time_limits` the table of limits; `dates` when is it due?; `clocks` clocks that stand still or begin anew
- `chains` what follows what: a CLE programme, its amendment, an annual plan

Care of free time (ATL):
- `ages` ages on a day; `travel` time on the road; `fees` what families may be asked
- `staffing` how many care workers; `qualification` titles, and who is qualified; `training` hours of training
- `subsidies` what is owed, to whom, how it is computed
- `composition` who sits where; `votes` is it adopted?; `meetings` meetings that must be held, absences
- `homework_schools` the rules of homework schools

Files and procedures:
- `document_lists` what a file must contain; `completeness` is this file complete?
- `procedures` who may do what, and what follows; `remedies` appeals; `complaints` complaints about a programme
- `annual_plan` the annual plan as annex 4 describes it; `plan_dates` its dates; `checklists` what it still lacks
- `smart` advice on the wording of an objective; `smart_dates` and `smart_reading` how the wording is read
"""
