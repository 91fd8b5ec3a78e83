"""/equipe/accord/…: a person answers a new employer; the employer takes its request back."""

from django.urls import path

from preau.staff.moving import views

urlpatterns = [
    path("accord/<int:request_id>/", views.move, name="move"),
    path("accord/<int:request_id>/retirer/", views.move_withdraw, name="move_withdraw"),
    path("accord/lien/<str:token>/", views.move_link, name="move_link"),
]
