from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from preau.foundation import clock
from preau.foundation.casework.api import expire_all
from preau.foundation.documents.acts import discard_old
from preau.foundation.notifications.nightly import forget_old, send_nightly
from preau.operators.api import forget_old_lists, publish_due
from preau.plans.work_views.workbook import PURPOSE
from preau.staff.api import forget_papers
from preau.training.api import forget_drafts, forget_lists


class Command(BaseCommand):
    help = (
        "Le travail de chaque nuit : sceau, délais expirés, déclarations qui prennent effet, rappels, résumés, oubli."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("seal_journal", stdout=self.stdout)
        call_command("clearsessions")
        discard_old(clock.now(), settings.UPLOADS_KEPT_DAYS, PURPOSE)
        forget_old_lists(clock.now(), settings.UPLOADS_KEPT_DAYS)
        forget_papers(clock.now(), settings.UPLOADS_KEPT_DAYS)
        forget_lists(clock.now(), settings.UPLOADS_KEPT_DAYS)
        forget_drafts(clock.now(), settings.UPLOADS_KEPT_DAYS)
        forget_old(clock.now(), settings.NOTICES_KEPT_DAYS)
        expire_all(clock.now())
        publish_due(clock.now())
        call_command("prune_db_task_results", verbosity=0)
        send_nightly(clock.now())
