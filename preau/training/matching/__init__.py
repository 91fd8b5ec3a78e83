"""Which provider and module a person meant by what she typed. Pure Python: no database, no Django.

`Catalogue` is built once from rows; `match` answers many encodings, `suggest` one search box, `look_alikes` groups
what no catalogue knows. `words` makes text comparable, `vocabulary` knows the words of a catalogue and what looks
like them, `index` finds names by their words, `evidence` weighs one provider and module, `deciding` chooses.
"""

from preau.training.matching.catalogue import Catalogue, Row
from preau.training.matching.clusters import Cluster, look_alikes
from preau.training.matching.deciding import PROPOSE, SETTLE, Candidate, Decision, Encoding, Match, Thresholds, match
from preau.training.matching.suggesting import Suggestion, suggest

__all__ = [
    "PROPOSE",
    "SETTLE",
    "Candidate",
    "Catalogue",
    "Cluster",
    "Decision",
    "Encoding",
    "Match",
    "Row",
    "Suggestion",
    "Thresholds",
    "look_alikes",
    "match",
    "suggest",
]
