"""What anybody reads of plans, below /plans/."""

from django.urls import path

import preau.plans.converters  # noqa: F401 - registers <school_year:>
from preau.plans import public_views as views
from preau.plans.year_views import report

urlpatterns = [
    path("", views.plan_list, name="list"),
    path("<slug:slug>/", views.zone, name="zone"),
    path("<slug:slug>/<school_year:year>/", views.plan, name="public"),
    path("<slug:slug>/<school_year:year>/plan.<str:extension>", views.download, name="download"),
    path("<slug:slug>/<school_year:year>/rapport/", report.public, name="public_report"),
    path("<slug:slug>/<school_year:year>/rapport.pdf", report.public_download, name="public_report_pdf"),
]
