"""The declared procedures, and a tiny one to spoil."""

import yaml

from preau.law import procedures

ALL = procedures.procedures()
TINY = """
id: tiny
title: Petite procédure
article: decree art. 5
valid_from: 2020-01-01
valid_to: 2020-12-31
states:
  - id: draft
    code: BROUILLON
    initial: true
    words: {applicant: Vous préparez, authority: En préparation, public: "Avant : rien"}
  - id: sent
    words: {applicant: Envoyé, authority: À lire, public: Envoyé}
  - id: done
    code: FINI
    final: true
    words: {applicant: Fini, authority: Fini, public: "Fini; \\"oui\\" #1"}
needs:
  - {id: letter, words: la lettre}
guards:
  - {id: signed, words: La lettre est signée., article: decree art. 6}
acts:
  - {id: open, title: Ouvrir, to: draft, by: [municipality], article: decree art. 5}
  - id: send
    title: Envoyer
    from: [draft]
    to: sent
    by: [municipality, coordination_asbl]
    article: order art. 2/1
    needs: [letter]
    guards: [signed]
    starts: [D06]
    tells: [one]
  - {id: note, title: Noter, from: [sent], by: [one], article: practice}
  - id: answer
    title: Répondre
    from: [sent]
    to: done
    by: [one]
    article: decree art. 5
    meets: [D06]
    silence: Rien.
  - {id: lapse, title: Finir, from: [sent], to: done, by: [system], on_expiry: D06, article: decree art. 5}
"""


def tiny(**changes) -> dict:
    written = yaml.safe_load(TINY)
    written.update(changes)
    return written
