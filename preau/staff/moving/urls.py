"""/equipe/accord/…: a person answers a new employer; the employer takes its request back; consent on paper."""

from django.urls import path

from preau.staff.moving import paper_views, views

urlpatterns = [
    path("accord/<int:request_id>/", views.move, name="move"),
    path("accord/<int:request_id>/retirer/", views.move_withdraw, name="move_withdraw"),
    path("accord/<int:request_id>/papier/", paper_views.move_paper, name="move_paper"),
    path("accord/papier/<int:paper_id>/", paper_views.paper, name="paper"),
    path("accord/papier/<int:paper_id>/copie", paper_views.paper_file, name="paper_file"),
    path("accord/lien/<str:token>/", views.move_link, name="move_link"),
]
