"""A small invented catalogue, with everything that gets confused in a large one."""

from decimal import Decimal

from preau.training.matching import Catalogue, Encoding, Row, match


def organisation(key, name, *aliases):
    return Row("organisation", key, "", name, aliases)


def module(key, parent, title, hours=None, *aliases):
    return Row("module", key, parent, title, aliases, None if hours is None else Decimal(hours))


ROWS = [
    organisation("crae", "Centre de recherche et d'action pour l'enfance", "CRAE", "Service éducatif Orbais"),
    organisation("faj", "Formation Action Jeunesse asbl (FAJ)", "Jeunesse en Action"),
    organisation("bleue", "La Caravane bleue", "LCB"),
    organisation("valbrun", "Institut de promotion sociale de Valbrun"),
    organisation("hautcourt", "Institut de promotion sociale de Hautcourt"),
    organisation("petits", "3 Petits Tours"),
    module("bebes", "crae", "Accueil des enfants de 0-3 ans", 14),
    module("grands", "crae", "Accueil des enfants de 3-12 ans", 14),
    module("un", "crae", "Observer, module 1", 6),
    module("deux", "crae", "Observer, module 2", 6),
    module("conflits", "crae", "Gestion des conflits", 12, "Désamorcer les disputes"),
    module("conflits-faj", "faj", "Gestion des conflits", 12),
    module("groupe", "faj", "Animation d'un groupe d'enfants : outils et pratiques", 12),
    module("secours", "bleue", "Premiers secours pédiatriques", 12),
    module("recyclage", "bleue", "Premiers secours pédiatriques - recyclage", 6),
    module("psycho", "valbrun", "Psychomotricité relationnelle", 40),
    module("psycho-h", "hautcourt", "Psychomotricité relationnelle", 40),
    module("contes", "petits", "Contes et comptines", 6),
    Row("trainer", "t1", "bleue", "Zoé Marnelle"),
    Row("trainer", "t2", "crae", "Paul Tissart"),
    Row("trainer", "t3", "faj", "Paul Tissart"),
    Row("place", "p1", "petits", "Salle des Quatre-Vents"),
    Row("place", "p2", "crae", "Campus de Brassival"),
    Row("place", "p3", "faj", "Campus de Brassival"),
]
CATALOGUE = Catalogue(ROWS)


def found(organisation, module, hours=None):
    """Return the match of one encoding in the small catalogue."""
    return match(CATALOGUE, [Encoding(organisation, module, None if hours is None else Decimal(hours))])[0]
