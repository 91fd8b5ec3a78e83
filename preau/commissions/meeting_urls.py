"""The meetings of a CCA, below /cca/."""

from django.urls import path

from preau.commissions.meeting_views import agenda, answers, listing, minutes, planning, sitting, sub_committees, votes

_M = "reunions/<int:meeting_id>"

urlpatterns = [
    path("reunions/", listing.meetings, name="meetings"),
    path("reunions/preparer/", planning.prepare, name="meeting_prepare"),
    path(f"{_M}/", planning.meeting, name="meeting"),
    path(f"{_M}/modifier/", planning.change, name="meeting_change"),
    path(f"{_M}/convoquer/", planning.convene, name="meeting_convene"),
    path(f"{_M}/annuler/", planning.cancel, name="meeting_cancel"),
    path(f"{_M}/envoyer/", planning.send_agenda, name="meeting_send"),
    path(f"{_M}/convocation.pdf", minutes.notice, name="notice_pdf"),
    path(f"{_M}/reunion.ics", minutes.calendar, name="meeting_ics"),
    path(f"{_M}/proces-verbal.pdf", minutes.minutes, name="minutes_pdf"),
    path(f"{_M}/proces-verbal/approuver/", minutes.approve, name="minutes_approve"),
    path(f"{_M}/points/", agenda.add, name="item_add"),
    path(f"{_M}/points/<int:item_id>/", agenda.edit, name="item_edit"),
    path(f"{_M}/points/<int:item_id>/deplacer/", agenda.move, name="item_move"),
    path(f"{_M}/points/<int:item_id>/retirer/", agenda.remove, name="item_remove"),
    path(f"{_M}/repondre/", answers.answer_own, name="answer_own"),
    path("reponse/<str:token>/", answers.answer, name="answer"),
    path("reponse/<str:token>/reunion.ics", answers.calendar, name="answer_ics"),
    path(f"{_M}/ouvrir/", sitting.open_sitting, name="sitting_open"),
    path(f"{_M}/seance/", sitting.sitting, name="sitting"),
    path(f"{_M}/presences/comme-annonce/", sitting.as_answered, name="presences_answered"),
    path(f"{_M}/presences/<int:attendance_id>/", sitting.presence, name="presence"),
    path(f"{_M}/notes/", sitting.notes, name="sitting_notes"),
    path(f"{_M}/points/<int:item_id>/notes/", sitting.item_notes, name="item_notes"),
    path(f"{_M}/lever/", sitting.close_sitting, name="sitting_close"),
    path(f"{_M}/points/<int:item_id>/vote/", votes.open_vote, name="vote_open"),
    path(f"{_M}/vote/", votes.member, name="vote"),
    path(f"{_M}/votes/<int:decision_id>/", votes.decision, name="decision"),
    path(f"{_M}/votes/<int:decision_id>/bulletins/<int:attendance_id>/", votes.enter, name="ballot"),
    path(f"{_M}/votes/<int:decision_id>/clore/", votes.close, name="vote_close"),
    path(f"{_M}/votes/<int:decision_id>/verifier/", votes.settle, name="vote_settle"),
    path(f"{_M}/votes/<int:decision_id>/retirer/", votes.withdraw, name="vote_withdraw"),
    path(f"{_M}/votes/<int:decision_id>/note/", votes.minority_note, name="minority_note"),
    path(f"{_M}/votes/<int:decision_id>/note-remise/", votes.handed_note, name="handed_note"),
    path("sous-commissions/", sub_committees.all_of, name="sub_committees"),
    path("sous-commissions/<int:pk>/", sub_committees.edit, name="sub_committee"),
    path("sous-commissions/<int:pk>/terminer/", sub_committees.end, name="sub_committee_end"),
]
