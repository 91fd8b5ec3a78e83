"""What is done with the care project of an operator: write a version, correct one not declared yet, take it away."""

from collections.abc import Collection
from typing import Any

from preau.foundation.accounts.actors import Actor
from preau.foundation.documents.api import ReceivedFile
from preau.foundation.journal import api as journal
from preau.foundation.ui.versions import NotNow, Stale, version_of
from preau.operators.describing import describing
from preau.operators.models import CareOperator, CareProject, DeclarationRevision

DECLARED = "Cette version a été déclarée : elle reste. Écrivez-en une nouvelle."
Values = dict[str, Any]


def declared_numbers(operator: CareOperator) -> set[int]:
    """Return the numbers of the versions that were declared somewhere: they are never changed nor taken away."""
    rows = DeclarationRevision.objects.filter(declaration__operator=operator)
    return {number for number in rows.values_list("content__project__number", flat=True) if number is not None}


def held_by(project: CareProject | None) -> Values:
    """Return what the form of a version shows, the files by their keys."""
    if project is None:
        return {"text": "", "adopted_on": None, "points": [], "kept": []}
    return {
        "text": project.text,
        "adopted_on": project.adopted_on,
        "points": list(project.points),
        "kept": [str(file.pk) for file in project.files.all()],
    }


def mark_of(project: CareProject | None) -> int:
    """Return the mark of the latest version, that tells whether somebody wrote since a form was shown."""
    return version_of({**held_by(project), "number": project.number if project else 0})


def write_project(
    actor: Actor,
    operator_id: int,
    values: Values,
    *,
    version: int | None,
    new: bool,
    received: ReceivedFile | None = None,
) -> CareProject:
    """Write the next version of a project, or correct the latest while it is not declared; return it.

    `values` are those of `held_by`; `version` the mark the form was shown at. Sent twice, it is written once. Raises
    NotNow when the version to correct was declared, Stale when somebody else wrote meanwhile.
    """
    with describing(actor, operator_id) as operator:
        latest = operator.projects.prefetch_related("files").first()
        if version is not None and version != mark_of(latest):
            if latest is not None and _is_written(latest, values, received):
                return latest
            raise Stale(mark_of(latest))
        if latest is not None and not new and latest.number in declared_numbers(operator):
            raise NotNow(DECLARED)
        before = held_by(latest)
        project = latest
        if new or project is None:
            number = latest.number + 1 if latest else 1
            project = CareProject(operator=operator, number=number, created_at=actor.now, created_by=actor.person)
        for name in ("text", "adopted_on", "points"):
            setattr(project, name, values[name])
        project.save()
        project.files.set(_files(latest, values["kept"], received))
        payload = {"number": project.number, "before": _plain(before), "after": _plain(held_by(project))}
        journal.record(actor, "operators.write_project", operator, payload)
    return project


def remove_project(actor: Actor, operator_id: int, number: int) -> None:
    """Take away a version that was never declared; the journal keeps its text. Raises NotNow with the reason."""
    with describing(actor, operator_id) as operator:
        project = operator.projects.filter(number=number).first()
        if project is None:
            raise NotNow("Cette version est déjà retirée.")
        if number in declared_numbers(operator):
            raise NotNow(DECLARED)
        payload = {"number": number, "before": _plain(held_by(project))}
        journal.record(actor, "operators.remove_project", operator, payload)
        project.delete()


def _is_written(latest: CareProject, values: Values, received: ReceivedFile | None) -> bool:
    """Tell whether the latest version says all of this already: the second click."""
    held = held_by(latest)
    same = all(held[name] == values[name] for name in ("text", "adopted_on", "points"))
    digests = {file.sha256 for file in latest.files.all()}
    return same and (received is None or received.sha256 in digests)


def _files(latest: CareProject | None, kept: Collection[str], received: ReceivedFile | None) -> list[ReceivedFile]:
    files = [file for file in latest.files.all() if str(file.pk) in kept] if latest else []
    return [*files, received] if received is not None else files


def _plain(held: Values) -> Values:
    """Return the values as the journal keeps them."""
    return {**held, "adopted_on": held["adopted_on"].isoformat() if held["adopted_on"] else None}
