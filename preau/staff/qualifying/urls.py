"""/equipe/…: asking for a qualification, the requests, one request."""

from django.urls import path

from preau.staff.qualifying.views import asking, requests

urlpatterns = [
    path("<int:person_id>/qualification/", asking.qualify, name="qualify"),
    path("qualifications/", requests.qualifications, name="qualifications"),
    path("qualifications/<int:request_id>/", requests.qualification, name="qualification"),
    path("qualifications/<int:request_id>/titre", requests.title_file, name="qualification_title"),
]
