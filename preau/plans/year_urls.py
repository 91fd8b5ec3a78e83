"""The year of a plan: preparation, debate, diffusion, the page of the whole year, and what ONE receives."""

from django.urls import path

from preau.plans.year_views import debate, diffusion, preparation, year

urlpatterns = [
    path("plans-recus/", diffusion.received, name="received"),
    path("plans-recus/<int:transmission_id>/accuse.pdf", diffusion.receipt, name="receipt"),
    path("travail/plans/<int:plan_id>/annee/", year.year, name="year"),
    path("travail/plans/<int:plan_id>/annee/<slug:act_id>/", year.act, name="act"),
    path("travail/plans/<int:plan_id>/preparation/", preparation.preparation, name="preparation"),
    path("travail/plans/<int:plan_id>/preparation/reunir/", preparation.draw, name="points_draw"),
    path("travail/plans/<int:plan_id>/preparation/points.pdf", preparation.points_pdf, name="points_pdf"),
    path("travail/plans/<int:plan_id>/preparation/methode/", preparation.method, name="points_method"),
    path("travail/plans/<int:plan_id>/preparation/reunion/", preparation.agenda, name="points_agenda"),
    path("travail/plans/<int:plan_id>/preparation/points/", preparation.add, name="point_add"),
    path("travail/plans/<int:plan_id>/preparation/points/<int:point_id>/", preparation.decide, name="point_decide"),
    path(
        "travail/plans/<int:plan_id>/preparation/points/<int:point_id>/deplacer/",
        preparation.move,
        name="point_move",
    ),
    path("travail/plans/<int:plan_id>/debat/", debate.debate, name="debate"),
    path("travail/plans/<int:plan_id>/debat/reunion/", debate.agenda, name="debate_agenda"),
    path("travail/plans/<int:plan_id>/versions/<int:revision_id>/", debate.revision, name="revision"),
    path("travail/plans/<int:plan_id>/versions/<int:revision_id>/remettre/", debate.put_back, name="put_back"),
    path("travail/plans/<int:plan_id>/diffusion/", diffusion.diffusion, name="diffusion"),
    path("travail/plans/<int:plan_id>/diffusion/envoyer/", diffusion.transmit, name="transmit"),
    path("travail/plans/<int:plan_id>/diffusion/operateurs/", diffusion.publicise, name="publicise"),
    path("travail/plans/<int:plan_id>/diffusion/conseil/<int:municipality_id>/", diffusion.council, name="council"),
    path(
        "travail/plans/<int:plan_id>/diffusion/conseil/<int:municipality_id>/note.pdf",
        diffusion.council_note,
        name="council_note",
    ),
]
