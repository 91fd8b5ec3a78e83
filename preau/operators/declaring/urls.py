"""Addresses of the declarations: where one is made, where those made are read."""

from django.urls import path

from preau.operators.declaring.views import declare, reading

urlpatterns = [
    path("operateurs/<int:operator_id>/declaration/<slug:zone_slug>/", declare.declare, name="declare"),
    path("operateurs/<int:operator_id>/declaration/<slug:zone_slug>/fin/", declare.end, name="declaration_end"),
    path("declarations/", reading.declarations, name="declarations"),
    path("declarations/<int:declaration_id>/", reading.declaration, name="declaration"),
    path("declarations/<int:declaration_id>/versions/", reading.versions, name="declaration_versions"),
]
