"""/equipe/…: asking for a qualification, the requests, one request."""

from django.urls import path

from preau.staff.qualifying import views

urlpatterns = [
    path("<int:person_id>/qualification/", views.qualify, name="qualify"),
    path("qualifications/", views.qualifications, name="qualifications"),
    path("qualifications/<int:request_id>/", views.qualification, name="qualification"),
    path("qualifications/<int:request_id>/titre", views.title_file, name="qualification_title"),
]
