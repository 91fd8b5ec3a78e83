"""/dossiers/: the list of one's cases, a case, its acts, what is said and given in it."""

from django.urls import path

from preau.foundation.casework.views import acts, cases, pieces, talk

app_name = "casework"
urlpatterns = [
    path("", cases.mine, name="mine"),
    path("<int:case_id>/", cases.case, name="case"),
    path("<int:case_id>/historique/", cases.history, name="history"),
    path("<int:case_id>/actes/<slug:act_id>/", acts.act, name="act"),
    path("<int:case_id>/pieces/<slug:need_id>/", pieces.give, name="piece"),
    path("<int:case_id>/pieces/<int:piece_id>/fichier", pieces.download, name="piece_file"),
    path("<int:case_id>/remarques/", talk.remark, name="remark"),
    path("<int:case_id>/remarques/<int:remark_id>/traiter/", talk.handle, name="remark_handle"),
    path("<int:case_id>/messages/", talk.message, name="message"),
    path("<int:case_id>/taches/", talk.ask, name="task"),
    path("<int:case_id>/taches/<int:task_id>/faite/", talk.finish, name="task_finish"),
    path("<int:case_id>/taches/<int:task_id>/retirer/", talk.take_back, name="task_take_back"),
]
