"""The measuring set of the look-alikes, and what the matcher does on it. `python -m benchmarks.matching` prints it.

**How the set is made.** Nothing in it is real. `catalogue.py` invents 360 providers (centres, schools of adult
education, movements, companies; families of names that differ by one town on purpose), their acronyms and former
names, their trainers (some work for two), their places (many are shared) and some 3,000 modules: titles that dozens of
providers teach, series by level, part or age, and titles of one's own. `encodings.py` draws 6,000 encodings as an
operator would type them; `faults.py` holds the ways of going wrong that the source names (trainer, place or title
typed as the provider; wrong or old names; acronyms; fields swapped, merged, cut; typing errors; words in another
order), with a light second fault on many of them. One record in four has no true match: an unknown provider, a known
title at an unknown provider, a known provider with an unknown module, or a level, part or age that is not in the
catalogue. Everything is drawn from one seed.

**The two halves.** A provider belongs to the half its identifier hashes to, with all its modules and encodings; a
record without provider, to the half its own words hash to. So no provider, module or encoding is in both. The
weights and thresholds of `preau.training.matching` were chosen by looking at the first half only; the second half was
generated before the matcher existed, and is only counted.
"""
