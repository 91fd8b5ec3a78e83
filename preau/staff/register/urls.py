"""/equipe/…: the team, one person, her contract, functions, titles, extracts, absences; one's own file."""

from django.urls import path

from preau.staff.register.views import me, papers, people, team, work

urlpatterns = [
    path("", team.team, name="team"),
    path("moi/", me.me, name="me"),
    path("nouvelle/", people.person_new, name="person_new"),
    path("<int:person_id>/", people.person, name="person"),
    path("<int:person_id>/identite/", people.identity, name="identity"),
    path("<int:person_id>/contrats/nouveau/", work.contract_new, name="contract_new"),
    path("<int:person_id>/contrats/<int:contract_id>/", work.contract, name="contract"),
    path("<int:person_id>/contrats/<int:contract_id>/document", work.contract_file, name="contract_file"),
    path("<int:person_id>/fonctions/nouvelle/", work.function_new, name="function_new"),
    path("<int:person_id>/fonctions/<int:assignment_id>/", work.function, name="function"),
    path("<int:person_id>/absences/nouvelle/", work.leave_new, name="leave_new"),
    path("<int:person_id>/absences/<int:leave_id>/", work.leave, name="leave"),
    path("<int:person_id>/titres/nouveau/", papers.credential_new, name="credential_new"),
    path("<int:person_id>/titres/<int:credential_id>/", papers.credential, name="credential"),
    path("<int:person_id>/titres/<int:credential_id>/copie", papers.credential_file, name="credential_file"),
    path("<int:person_id>/extraits/nouveau/", papers.conduct_new, name="conduct_new"),
    path("<int:person_id>/retirer/<str:sort>/<int:key>/", papers.drop, name="drop"),
]
