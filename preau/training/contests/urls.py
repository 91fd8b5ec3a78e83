"""Addresses of contests."""

from django.urls import path

from preau.training.contests import views

_CONTEST = "contestations/<int:contest_id>/"

urlpatterns = [
    path("contestations/", views.contests, name="contests"),
    path(_CONTEST, views.contest, name="contest"),
    path(_CONTEST + "repondre/", views.contest_answer, name="contest_answer"),
    path(_CONTEST + "decider/", views.contest_decide, name="contest_decide"),
    path("suivies/<int:record_id>/contester/", views.contest_new, name="contest_new"),
]
