"""The year of an approved plan, below /travail/plans/<plan>/: follow-up, evaluation, report."""

from django.urls import include, path

from preau.plans.year_views import board, evaluation, followup, report

_ITEM = "<str:kind>/<int:key>/"
_FOLLOW_UP = [
    path("", board.board, name="followup"),
    path("calendrier/", board.calendar, name="followup_calendar"),
    path("dates/", followup.dates, name="followup_dates"),
    path("ajouter/", followup.unplanned, name="followup_unplanned"),
    path("fichiers/<uuid:key>/", followup.file, name="followup_file"),
    path(_ITEM, followup.item, name="followup_item"),
    path(f"{_ITEM}etat/", followup.state, name="followup_state"),
    path(f"{_ITEM}abandonner/", followup.drop, name="followup_drop"),
    path(f"{_ITEM}suivi/", followup.facts, name="followup_facts"),
    path(f"{_ITEM}notes/", followup.note, name="followup_note"),
]
_EVALUATION = [
    path("", evaluation.evaluation, name="evaluation"),
    path("<str:stage>/", evaluation.evaluation, name="evaluation_stage"),
    path("<str:stage>/<int:objective_id>/", evaluation.objective, name="evaluation_objective"),
]
_REPORT = [
    path("", report.report, name="report"),
    path("apercu/", report.preview, name="report_preview"),
    path("rapport.pdf", report.download, name="report_pdf"),
    path("sections/<str:item_id>/", report.section, name="report_section"),
    path("sections/<str:item_id>/reecrire/", report.rewrite, name="report_rewrite"),
    path("pistes/", report.add_lead, name="lead_add"),
    path("pistes/<int:lead_id>/retirer/", report.remove_lead, name="lead_remove"),
]
urlpatterns = [
    path("<int:plan_id>/suivi/", include(_FOLLOW_UP)),
    path("<int:plan_id>/evaluation/", include(_EVALUATION)),
    path("<int:plan_id>/rapport/", include(_REPORT)),
]
