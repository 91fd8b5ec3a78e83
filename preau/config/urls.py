"""Every address of Préau, room by room."""

from django.urls import include, path

urlpatterns = [
    path("compte/", include("preau.foundation.accounts.urls")),
    path("dossiers/", include("preau.foundation.casework.urls")),
    path("documents/", include("preau.foundation.documents.urls")),
    path("", include("preau.foundation.notifications.urls")),
    path("", include("preau.foundation.ui.urls")),
    path("api/v1/law/", include("preau.portal.law_api.urls")),
    path("loi/", include("preau.portal.law.urls")),
    path("", include("preau.operators.urls")),
    path("equipe/", include("preau.staff.urls")),
    path("formations/", include("preau.training.urls")),
    path("cca/", include("preau.commissions.urls")),
    path("", include("preau.plans.urls")),
    path("", include("preau.portal.urls")),
]

handler400 = "preau.portal.errors.bad_request"
handler403 = "preau.portal.errors.forbidden"
handler404 = "preau.portal.errors.not_found"
handler429 = "preau.foundation.accounts.views.sign_in.too_many_requests"
handler500 = "preau.portal.errors.server_error"
