"""The coordination's work on its plans, below /travail/plans/."""

from django.urls import path

from preau.plans.work_views import actions, editor, history, lifecycle, objectives, workbook

urlpatterns = [
    path("", lifecycle.mine, name="mine"),
    path("commencer/", lifecycle.start, name="start"),
    path("annee/<int:year>/reprendre/", lifecycle.take_over, name="take_over"),
    path("importer/", workbook.upload, name="import"),
    path("importer/<uuid:file_id>/", workbook.review, name="import_review"),
    path("<int:plan_id>/", editor.editor, name="editor"),
    path("<int:plan_id>/apercu/", editor.preview, name="preview"),
    path("<int:plan_id>/historique/", history.history, name="history"),
    path("<int:plan_id>/plan.<str:extension>", editor.download, name="work_download"),
    path("<int:plan_id>/annuler/<int:entry_id>/", editor.undo, name="undo"),
    path("<int:plan_id>/approuver/", lifecycle.approve, name="approve"),
    path("<int:plan_id>/retour/<uuid:file_id>/", workbook.merge, name="merge"),
    path("<int:plan_id>/conseil/", objectives.advice, name="advice"),
    path("<int:plan_id>/commentaire/", objectives.save_comment, name="comment_save"),
    path("<int:plan_id>/objectifs/", objectives.add, name="objective_add"),
    path("<int:plan_id>/objectifs/<int:objective_id>/", objectives.save, name="objective_save"),
    path("<int:plan_id>/objectifs/<int:objective_id>/deplacer/", objectives.move, name="objective_move"),
    path("<int:plan_id>/objectifs/<int:objective_id>/retirer/", objectives.delete, name="objective_delete"),
    path("<int:plan_id>/actions/", actions.add, name="action_add"),
    path("<int:plan_id>/actions/<int:action_id>/", actions.edit, name="action_edit"),
    path("<int:plan_id>/actions/<int:action_id>/deplacer/", actions.move, name="action_move"),
    path("<int:plan_id>/actions/<int:action_id>/retirer/", actions.delete, name="action_delete"),
]
