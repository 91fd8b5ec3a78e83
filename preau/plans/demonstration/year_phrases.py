"""The words of the invented years: reasons, notes, evaluations, leads."""

from preau.plans.models import ObjectiveEvaluation

_RESULT = ObjectiveEvaluation.Result
DROPPED_BECAUSE = (
    "Le partenaire s’est retiré du projet.",
    "Le budget communal a été voté sans cette dépense.",
    "La salle n’était plus disponible, aucune autre n’a été trouvée.",
    "L’école a demandé de reporter à l’an prochain.",
)
NOTES = (
    "Première rencontre tenue, compte rendu envoyé aux opérateurs.",
    "Deux écoles ont répondu, relance prévue après les congés.",
    "Le devis est arrivé, il tient dans le budget.",
    "Douze personnes présentes, retours positifs.",
    "Le service communication relit l’affiche.",
)
UNPLANNED = (
    "Accueillir en urgence les enfants d’une implantation fermée pour travaux.",
    "Répondre à un appel à projets sur l’accueil du mercredi.",
    "Organiser une rencontre avec les mouvements de jeunesse.",
    "Mettre en commun du matériel entre trois lieux d’accueil.",
    "Accompagner l’ouverture d’un nouveau lieu d’accueil.",
)
WHY = {
    _RESULT.REACHED: (
        "Toutes les étapes prévues sont réalisées, les opérateurs le confirment en réunion.",
        "L’indicateur est dépassé : plus de familles que prévu ont répondu.",
    ),
    _RESULT.PARTLY: (
        "La moitié des lieux d’accueil est concernée, les autres suivront.",
        "Les rencontres ont eu lieu, l’outil commun reste à finir.",
    ),
    _RESULT.NOT_REACHED: (
        "Les actions prévues n’ont pas pu commencer cette année.",
        "Le partenaire attendu n’a pas pu s’engager.",
    ),
}
HELPED = (
    "L’engagement des directions d’école.",
    "Le soutien du service communal, des réunions courtes et régulières.",
    "L’expérience de l’année précédente.",
    "La présence des parents dans le groupe de travail.",
)
HINDERED = (
    "Le manque de temps des équipes en fin d’année.",
    "Des changements de personnel chez deux opérateurs.",
    "Le retard du marché public.",
    "La difficulté à trouver un local adapté.",
)
IMPACTS = (
    "Les opérateurs se connaissent mieux et s’échangent du matériel. Les familles trouvent l’information à un seul "
    "endroit. L’effet sur la fréquentation se mesurera l’an prochain.",
    "Les équipes disent travailler avec plus d’assurance. Deux lieux d’accueil ont changé leurs horaires après les "
    "rencontres avec les parents.",
)
LEADS = (
    "Continuer les rencontres entre opérateurs, une fois par trimestre.",
    "Reprendre l’action sur l’accueil des enfants porteurs d’un handicap.",
    "Interroger les enfants sur leurs activités du mercredi.",
    "Chercher un local pour l’implantation la plus éloignée.",
    "Préparer la prochaine analyse des besoins avec les écoles.",
)
