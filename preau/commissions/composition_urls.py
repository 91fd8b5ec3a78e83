"""The composition of the CCA, below /cca/."""

from django.urls import path

from preau.commissions.composition_views import forms, lists, page, seats

urlpatterns = [
    path("", page.mine, name="cca"),
    path("commencer/", forms.start, name="cca_start"),
    path("ensemble/", forms.whole, name="cca_whole"),
    path("presidence/", forms.chair, name="cca_chair"),
    path("composantes/<int:number>/", forms.component, name="cca_component"),
    path("composantes/<int:number>/sieges/<int:rank>/", seats.seat, name="cca_seat"),
    path("consultatifs/ajouter/", forms.add_adviser, name="cca_adviser_add"),
    path("consultatifs/<int:adviser_id>/", forms.adviser, name="cca_adviser"),
    path("membres/<int:member_id>/depart/", seats.leave, name="cca_leave"),
    path("membres/<int:member_id>/adresse/", seats.address, name="cca_address"),
    path("membres/<int:member_id>/inviter/", seats.invite, name="cca_invite"),
    path("importer/", lists.import_list, name="cca_import"),
    path("renouveler/", lists.renew, name="cca_renew"),
    path("communes/", page.everywhere, name="cca_everywhere"),
    path("<slug:zone_slug>/", page.of_zone, name="cca_of"),
    path("<slug:zone_slug>/cca.<str:extension>", page.file, name="cca_file"),
]
