"""What is said in a case: remarks, messages, tasks. A form not understood comes back with what was typed."""

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from preau.foundation.accounts.access import SIGNED_IN, require, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.casework import talking
from preau.foundation.casework.access import can_speak
from preau.foundation.casework.forms import AnswerForm, MessageForm, RemarkForm, TaskForm
from preau.foundation.casework.views.cases import render_case
from preau.foundation.casework.views.common import back, readable_case, to_case
from preau.foundation.ui.messages import done


@require_POST
@who_may(SIGNED_IN)
def remark(request: Request, case_id: int) -> HttpResponse:
    """Leave a remark on a field of the case, from its page or from a page of its room."""
    case = readable_case(request, case_id)
    require(can_speak(request.actor, case))
    form = RemarkForm(talking.fields_of(case), request.POST)
    if not form.is_valid():
        return render_case(request, case, 422, remark_form=form)
    made = talking.remark(request.actor, case.pk, form.cleaned_data["field"], form.cleaned_data["text"])
    done(request, "Votre remarque est notée.")
    return back(request, case.pk, f"remarque-{made.pk}")


@require_POST
@who_may(SIGNED_IN)
def handle(request: Request, case_id: int, remark_id: int) -> HttpResponse:
    """Say that a remark is dealt with, and how."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.warning(request, " ".join(str(error) for error in form.errors["answer"]))
        return back(request, case_id, f"remarque-{remark_id}")
    talking.handle_remark(request.actor, case_id, remark_id, form.cleaned_data["answer"].strip())
    done(request, "La remarque est marquée comme traitée.")
    return back(request, case_id, f"remarque-{remark_id}")


@require_POST
@who_may(SIGNED_IN)
def message(request: Request, case_id: int) -> HttpResponse:
    """Write to those who have a part in the case."""
    case = readable_case(request, case_id)
    require(can_speak(request.actor, case))
    form = MessageForm(request.POST)
    if not form.is_valid():
        return render_case(request, case, 422, message_form=form)
    talking.send_message(request.actor, case.pk, form.cleaned_data["text"])
    done(request, "Votre message est envoyé.")
    return to_case(case.pk, "messages")


@require_POST
@who_may(SIGNED_IN)
def ask(request: Request, case_id: int) -> HttpResponse:
    """Ask a party to do something."""
    case = readable_case(request, case_id)
    require(can_speak(request.actor, case))
    form = TaskForm(request.actor, case, request.POST)
    if not form.is_valid():
        return render_case(request, case, 422, task_form=form)
    asked = form.cleaned_data
    talking.ask_task(request.actor, case.pk, asked["what"], asked["role"], asked["due_on"])
    done(request, "La demande est notée.")
    return to_case(case.pk, "taches")


@require_POST
@who_may(SIGNED_IN)
def finish(request: Request, case_id: int, task_id: int) -> HttpResponse:
    """Say that a task is done."""
    talking.finish_task(request.actor, case_id, task_id)
    done(request, "La tâche est faite.")
    return to_case(case_id, "taches")


@require_POST
@who_may(SIGNED_IN)
def take_back(request: Request, case_id: int, task_id: int) -> HttpResponse:
    """Take back a task that one asked."""
    talking.take_back_task(request.actor, case_id, task_id)
    done(request, "La demande est retirée.")
    return to_case(case_id, "taches")
