import json
import sys
from argparse import ArgumentParser
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.db import DatabaseError, transaction

from preau.foundation import clock
from preau.foundation.accounts.access import Forbidden
from preau.foundation.accounts.actors import Actor, system
from preau.foundation.casework.api import ActRefused
from preau.foundation.documents.findings import FileRefused, Finding
from preau.foundation.documents.workbooks.notes import place
from preau.foundation.documents.workbooks.words import folded
from preau.foundation.territory.api import municipality_by_nis, zone_of
from preau.foundation.territory.loading import listed
from preau.foundation.territory.models import Zone
from preau.law.annual_plan import AnnualPlan, SchoolYear
from preau.plans import acts
from preau.plans.documents import document_of, plan_json
from preau.plans.files import plan_bytes
from preau.plans.models import AnnualActionPlan
from preau.plans.workbook import NotAPlan, Proposal, read_plan, to_document

WHOLE, TO_SETTLE, IMPOSSIBLE = 0, 1, 2  # exit codes


class Stop(Exception):  # noqa: N818 - the end of a command, not a fault
    """The command ends here; `code` is its exit code, the text its French sentence."""

    def __init__(self, code: int, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class Command(BaseCommand):
    help = "Importe un plan d'action annuel depuis son classeur, ou l'exporte."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="import|export")
        reading = verbs.add_parser("import", help="lit un classeur XLSX ou ODS et enregistre le plan")
        reading.add_argument("file", metavar="FICHIER")
        self._add_place(reading)
        reading.add_argument("--dry-run", action="store_true", help="dit ce qui est compris, n'enregistre rien")
        reading.add_argument("--json", action="store_true", help="répond par un objet JSON")
        reading.add_argument(
            "--approved-on", metavar="AAAA-MM-JJ", default="", help="plan historique : date d'approbation par la CCA"
        )
        writing = verbs.add_parser("export", help="écrit un plan en JSON, XLSX ou PDF")
        self._add_place(writing)
        writing.add_argument("--format", choices=("json", "xlsx", "pdf"), required=True)
        writing.add_argument("--output", metavar="FICHIER", default="", help="sortie standard si absent")

    def _add_place(self, parser: ArgumentParser) -> None:
        parser.add_argument("--commune", metavar="NIS", required=True, help="code NIS, comme 53053 pour Mons")
        parser.add_argument("--year", metavar="ANNÉE", required=True, help="2020 pour l'année scolaire 2020-2021")

    def handle(self, *args: Any, **options: Any) -> None:
        act = self._import if options["verb"] == "import" else self._export
        try:
            code = act(options)
        except DatabaseError:
            self._end(IMPOSSIBLE, "La base de données ne répond pas. Est-elle préparée (« preau migrate ») ?")
        except Stop as stop:
            if options.get("json"):
                self._put_json(_empty(options), errors=[Finding("", "", str(stop))])
            self._end(stop.code, str(stop))
        if code:
            sys.exit(code)

    def _import(self, options: dict[str, Any]) -> int:
        year, approved_on = _year(options["year"]), _day(options["approved_on"])
        commune = _commune(options["commune"])
        path = Path(options["file"])
        try:
            proposal = read_plan(_content(path), path.name)
        except (FileRefused, NotAPlan) as refusal:
            if options["json"]:
                self._put_json(_empty(options), errors=refusal.findings)
            self._end(IMPOSSIBLE, "\n".join(finding.sentence for finding in refusal.findings))
        document = to_document(proposal)
        errors = [*proposal.errors, *_other_year(proposal, year)]
        proposal = replace(proposal, remarks=(*proposal.remarks, *_other_commune(proposal, commune)))
        saved = ""
        if not errors and proposal.is_whole and not options["dry_run"]:
            try:
                saved = _save(options["commune"], year, document, approved_on, path.name)
            except acts.PlanExists:
                errors.append(_already_approved(commune, year))
        if options["json"]:
            content = plan_json(document, options["commune"], str(year))
            self._put_json(content, proposal, errors)
        else:
            self._tell(proposal, document, commune, year, errors, saved)
        return TO_SETTLE if errors or proposal.questions else WHOLE

    def _export(self, options: dict[str, Any]) -> int:
        year = _year(options["year"])
        commune = _commune(options["commune"])
        zone = _zone(options["commune"], commune, year)
        plan = AnnualActionPlan.objects.select_related("zone").filter(zone=zone, start_year=year.start).first()
        if plan is None:
            raise Stop(TO_SETTLE, f"Aucun plan {year} n’est enregistré pour {commune}.")
        if options["format"] == "json":
            content = plan_json(document_of(plan), options["commune"], str(year))
            data = (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
        else:
            data = plan_bytes(plan, options["format"], plan.updated_at)
        self._put(data, options["output"])
        return WHOLE

    def _put(self, data: bytes, output: str) -> None:
        """Write bytes to a file, or as they are to the standard output."""
        if not output:
            stream = getattr(self.stdout, "buffer")  # noqa: B009 - the stream below Django's, which knows only text
            stream.write(data)
            stream.flush()
            return
        try:
            Path(output).write_bytes(data)
        except OSError as error:
            raise Stop(IMPOSSIBLE, f"Le fichier « {output} » ne peut pas être écrit : {error.strerror}.") from error

    def _put_json(
        self, content: dict[str, Any], proposal: Proposal | None = None, errors: list[Finding] | None = None
    ) -> None:
        content["questions"] = [asdict(question) for question in proposal.questions] if proposal else []
        content["errors"] = [asdict(finding) for finding in errors or []]
        content["remarks"] = [asdict(finding) for finding in proposal.remarks] if proposal else []
        self._put((json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode(), "")

    def _tell(
        self,
        proposal: Proposal,
        document: AnnualPlan,
        commune: str,
        year: SchoolYear,
        errors: list[Finding],
        saved: str,
    ) -> None:
        lines = [f"Plan d’action annuel {year}, {commune} (feuille « {proposal.sheet} »)"]
        lines += [f"  {len(document.objectives)} objectifs, {len(document.actions)} actions"]
        for action in document.actions:
            axes, aspects, served = (_listed(n) for n in (action.axes, action.aspects, action.objectives))
            first = action.text.partition("\n")[0]
            lines.append(f"  {action.number}. {first[:70]} | axe {axes} | aspect {aspects} | objectif {served}")
        for title, sentences in (
            ("À corriger dans le classeur", [finding.sentence for finding in errors]),
            ("Questions", [question.sentence for question in proposal.questions]),
            ("À savoir", [finding.sentence for finding in proposal.remarks]),
        ):
            lines += [f"{title} :", *(f"  - {sentence}" for sentence in sentences)] if sentences else []
        lines.append(saved or "Rien n’est enregistré.")
        self._put(("\n".join(lines) + "\n").encode(), "")

    def _end(self, code: int, sentence: str) -> NoReturn:
        self.stderr.write(sentence)
        sys.exit(code)


def _year(text: str) -> SchoolYear:
    try:
        year = SchoolYear.parse(text)
    except ValueError:
        year = SchoolYear(0)
    if not 2003 <= year.start <= 2100:
        raise Stop(IMPOSSIBLE, f"« {text} » n’est pas une année scolaire. Écrivez 2020 pour l’année 2020-2021.")
    return year


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Stop(IMPOSSIBLE, f"« {text} » n’est pas une date. Écrivez-la comme 2020-09-14.") from None


def _commune(nis: str) -> str:
    """Return the name of a commune: from the list the product carries, or from the database."""
    name = next((row["name"] for row in listed() if row["nis"] == nis), "")
    if not name:
        with suppress(DatabaseError):  # a place without database still reads workbooks
            known = municipality_by_nis(nis)
            name = known.name if known else ""
    if not name:
        raise Stop(IMPOSSIBLE, f"Aucune commune ne porte le code NIS « {nis} ». Mons, par exemple, porte le 53053.")
    return name


def _zone(nis: str, commune: str, year: SchoolYear) -> Zone:
    zone = zone_of(nis, year.first_day)
    if zone is None:
        raise Stop(IMPOSSIBLE, f"{commune} ({nis}) n’appartenait à aucune zone le 1er septembre {year.start}.")
    return zone


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise Stop(IMPOSSIBLE, f"Le fichier « {path} » n’existe pas.") from None
    except IsADirectoryError:
        raise Stop(IMPOSSIBLE, f"« {path} » est un dossier. Donnez un classeur .xlsx ou .ods.") from None
    except OSError as error:
        raise Stop(IMPOSSIBLE, f"Le fichier « {path} » ne peut pas être lu : {error.strerror}.") from error


def _other_year(proposal: Proposal, year: SchoolYear) -> list[Finding]:
    """A plan of another year than the one asked is last year's file sent again, or a slip of the hand."""
    found = proposal.school_year
    if found is None or found == year:
        return []
    sheet, cell = proposal.year_sheet, proposal.year_cell
    where = place(sheet, cell) if sheet else "Nom du fichier : "
    sentence = f"{where}l’année {found} est écrite, vous importez pour {year}. Corrigez l’une ou l’autre."
    return [Finding(str(found), str(year), sentence, sheet, cell)]


def _other_commune(proposal: Proposal, commune: str) -> list[Finding]:
    hint = proposal.commune_hint
    if not hint or folded(commune) in folded(hint) or folded(hint) in folded(commune):
        return []
    sentence = f"Le classeur nomme « {hint} », vous importez pour {commune}."
    return [Finding(hint, commune, sentence, proposal.sheet)]


def _save(nis: str, year: SchoolYear, document: AnnualPlan, approved_on: date | None, source: str) -> str:
    """Save the plan, in the place of a draft of that year if there is one; say it in a sentence."""
    commune = _commune(nis)
    actor = system(clock.now(), "Import en ligne de commande")
    zone = _zone(nis, commune, year)
    try:
        try:
            acts.import_plan(actor, zone, year, document, approved_on, source)
        except acts.PlanExists as exists:
            return _save_over(actor, exists.plan, document, approved_on, source)
    except (acts.NotApprovable, ActRefused, Forbidden) as refusal:
        raise Stop(TO_SETTLE, str(refusal)) from refusal
    state = "approuvé" if approved_on else "brouillon"
    return f"Plan {year} enregistré pour {commune} ({state})."


def _save_over(
    actor: Actor, held: AnnualActionPlan, document: AnnualPlan, approved_on: date | None, source: str
) -> str:
    """Put the plan in the place of the one there is, and approve it when asked: both or neither."""
    same = document_of(held) == document
    if not held.is_draft and not same:
        raise acts.PlanExists(held)
    if same and not (approved_on and held.is_draft):
        return f"Le plan {held.school_year} de {held.zone} est déjà enregistré tel quel."
    said = []
    with transaction.atomic():
        if not same:
            acts.replace_content(actor, held.pk, document, source)
            said.append("remplacé")
        if approved_on:
            acts.approve(actor, held.pk, acts.OutsideMeeting(approved_on, kept_at=source))
            said.append("enregistré comme approuvé")
    words = f"Le brouillon {held.school_year} de {held.zone} est {' et '.join(said)}."
    return words if approved_on else f"{words} L’historique du plan garde l’ancien et peut l’annuler."


def _already_approved(commune: str, year: SchoolYear) -> Finding:
    sentence = f"La CCA de {commune} a approuvé un autre plan {year} : il ne se remplace pas, rien n’a été changé."
    return Finding(f"un plan {year} approuvé", "une commune et une année sans plan approuvé", sentence)


def _empty(options: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON of no plan, for the commune and year asked as far as they make sense."""
    try:
        year = str(_year(options["year"]))
    except Stop:
        year = options["year"]
    return plan_json(AnnualPlan(), options["commune"], year)


def _listed(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers)) or "?"
