"""What the law asks of a CCA as a whole: communes, five components of one size, chair, advisers, renewal."""

from preau.law.composition.cca_question import CcaQuestion, members_of
from preau.law.composition.facts import DECREE, ORDER, Fact, component_sizes, norm, size_article
from preau.law.composition.findings import Findings
from preau.law.counting import Length, count
from preau.law.results import Step
from preau.law.words import cardinal, counted, full_date, listed

JOINT = DECREE.cite("art. 40")
COMPOSITION = DECREE.cite("art. 6, § 1er")
CHAIR = DECREE.cite("art. 6, § 3")
REASONS = {"non_existent": "elle n’existe pas", "refuses": "elle refuse de siéger"}


def check_shape(question: CcaQuestion, size: int, found: Findings) -> None:
    """Add what is wrong with the communes and with the size of the components."""
    communes = len(question.communes)
    allowed = component_sizes(question.day, communes)
    components = norm("components", question.day)
    most = norm("joint_most_communes", question.day)
    if communes > most:
        found.fault(
            0, "communes", f"une CCA conjointe réunit au plus {cardinal(most)} communes, pas {communes}.", JOINT
        )
    if question.joint and question.contiguous is Fact.NO:
        found.fault(0, "contiguous", "les communes d’une CCA conjointe doivent se toucher.", JOINT)
    if question.joint and question.contiguous is Fact.UNKNOWN:
        found.ask(0, "contiguous", "les communes se touchent-elles ?", JOINT)
    if size not in allowed:
        found.fault(
            0,
            "seats",
            f"{size} membres par composante font {components * size} en tout ; il en faut de {allowed[0]} à"
            f" {allowed[-1]}, soit de {components * allowed[0]} à {components * allowed[-1]} en tout.",
            size_article(communes),
        )


def check_seats_filled(question: CcaQuestion, size: int, found: Findings) -> None:
    """Add the components that are missing, absent for a reason, or not of the common size."""
    known = {int(one.number): place for place, one in enumerate(question.components)}
    for number in range(1, 6):
        place = known.get(number)
        path = "components" if place is None else f"components[{place}]"
        absent = None if place is None else question.components[place].absent
        members = len(members_of(question, number))
        if absent:
            _absent(number, f"{path}.absent", absent, size, found)
        elif not members:
            sentence = f"désignez {counted(size, 'membre', 'membres')}, ou notez pourquoi elle est absente."
            found.fault(number, path, sentence, COMPOSITION)
        elif members < size:
            missing = counted(size - members, "membre", "membres")
            found.fault(number, f"{path}.members", f"{members} sur {size} : désignez encore {missing}.", COMPOSITION)
        elif members > size:
            extra = counted(members - size, "membre", "membres")
            found.fault(number, f"{path}.members", f"{members} pour {size} sièges : retirez {extra}.", COMPOSITION)


def _absent(number: int, field: str, reason: str, size: int, found: Findings) -> None:
    if number == 1:
        found.fault(1, field, "la commune siège toujours : faites désigner et élire ses membres.", COMPOSITION)
        return
    found.notes.append(
        Step(
            f"Composante {number} absente ({REASONS[reason]}). Lecture retenue : la taille nominale reste ; ses {size}"
            " sièges ne sont pas pourvus, le motif est conservé. Autre lecture : le minimum vaudrait pour les seuls"
            " membres en place.",
            COMPOSITION,
            kind="reading",
        )
    )


def check_chair(question: CcaQuestion, found: Findings) -> None:
    """Add what is wrong with the chair: the college's member, or who that member designates."""
    article = JOINT if question.joint else CHAIR
    designees = [one.id for _, one in members_of(question, 1) if one.college_designee]
    if question.chair is None:
        found.ask(0, "chair", "qui préside ?", article)
    elif question.chair in designees and not question.joint:
        found.notes.append(Step(f"Le membre désigné par le collège préside : {question.chair}.", article))
    elif question.chair_designated is Fact.YES:
        found.notes.append(Step(f"{question.chair} préside, désigné pour cela.", article))
    else:
        who = "les collèges ensemble" if question.joint else "le membre du collège"
        if question.chair_designated is Fact.NO:
            sentence = f"{question.chair} ne peut présider que désigné par {who}."
            found.fault(0, "chair", sentence, article)
        else:
            found.ask(0, "chair_designated", f"{question.chair} a-t-il été désigné pour présider par {who} ?", article)


def check_advisers(question: CcaQuestion, found: Findings) -> None:
    """Add what is wrong with those who advise: the coordinator is secretary, nobody advises and votes."""
    if question.coordinator is Fact.NO:
        found.fault(0, "coordinator", "le coordinateur ATL est secrétaire, avec voix consultative.", COMPOSITION)
    if question.coordinator is Fact.UNKNOWN:
        found.ask(0, "coordinator", "le coordinateur ATL est-il secrétaire ?", COMPOSITION)
    if question.one_coordinator is not Fact.YES:
        sentence = "Demandez à l’ONE qui est son coordinateur accueil : il siège avec voix consultative."
        found.notes.append(Step(sentence, COMPOSITION, kind="warning"))
    if question.province is Fact.YES:
        sentence = "Le représentant de la province ou de la COCOF siège avec voix consultative."
        found.notes.append(Step(sentence, COMPOSITION))
    voting = {one.id for number in range(1, 6) for _, one in members_of(question, number)}
    both = [(f"advisers[{rank}]", name) for rank, name in enumerate(question.advisers) if name in voting]
    found.faults_of(0, both, "on siège avec voix délibérative ou consultative, pas les deux : {names}.", COMPOSITION)


def check_renewal(question: CcaQuestion, found: Findings) -> None:
    """Note the members still in office from before the last elections, and the day the new ones are due."""
    if question.last_election is None:
        return
    article = ORDER.cite("art. 2, § 1er")
    months = norm("designation_window", question.day)
    due = count(question.last_election, months, Length.MONTHS).due
    old = [
        one.id
        for number in range(1, 6)
        for _, one in members_of(question, number)
        if one.start is not None and one.start <= question.last_election
    ]
    if not old:
        return
    when = f"élections du {full_date(question.last_election)}, {cardinal(months)} mois"
    if question.day <= due:
        sentence = f"Membres à renouveler pour le {full_date(due)} ({when}) : {listed(old)}. Ils restent en fonction."
    else:
        sentence = (
            f"Le renouvellement était attendu pour le {full_date(due)} ({when}) : {listed(old)}. Ils restent en"
            " fonction, le texte ne prévoit pas de sanction ; désignez leurs successeurs."
        )
    found.notes.append(Step(sentence, article, due, kind="warning"))
