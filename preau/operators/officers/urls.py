"""Addresses of officers."""

from django.urls import path

from preau.operators.officers import views

urlpatterns = [
    path("qui-m-aide/", views.who_helps, name="who_helps"),
    path("qui-m-aide/charges/", views.charges, name="charges"),
    path("qui-m-aide/charges/nouvelle/", views.charge_new, name="charge_new"),
    path("qui-m-aide/charges/<int:charge_id>/fin/", views.charge_end, name="charge_end"),
    path("qui-m-aide/absences/nouvelle/", views.leave_new, name="leave_new"),
    path("qui-m-aide/absences/<int:leave_id>/retirer/", views.leave_remove, name="leave_remove"),
]
