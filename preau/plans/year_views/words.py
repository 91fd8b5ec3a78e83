"""What the acts of the year are called in the history of a plan."""

YEAR_ACT_WORDS = {
    "plans.follow": "a changé le suivi d’une action",
    "plans.take_dates": "a repris des dates du plan dans le suivi",
    "plans.add_unplanned": "a noté une action non prévue",
    "plans.add_note": "a ajouté une note de suivi",
    "plans.evaluate_objective": "a écrit l’évaluation d’un objectif",
    "plans.start_report": "a commencé le rapport d’activité",
    "plans.save_report": "a écrit dans le rapport d’activité",
    "plans.rewrite_report": "a réécrit une section du rapport d’activité",
    "plans.add_lead": "a ajouté une piste pour l’année suivante",
    "plans.remove_lead": "a retiré une piste pour l’année suivante",
}
