"""What each seat of a CCA asks for: a substitute, a mandate that runs, local anchoring, the right organisation."""

from collections.abc import Callable
from datetime import date

from preau.law.calendar import add_months
from preau.law.composition.cca_question import CcaQuestion, Member, Substitute, members_of
from preau.law.composition.facts import DECREE, NETWORK_WORDS, ORDER, Fact, Network, norm
from preau.law.composition.findings import Findings
from preau.law.results import Step
from preau.law.words import cardinal, full_date, listed

SUBSTITUTES = DECREE.cite("art. 6, § 2")
ANCHORING = ORDER.cite("art. 2, § 1er")
COUNCIL = DECREE.cite("art. 6, § 1er, 1°")
SCHOOL_SEATS = ORDER.cite("art. 2, § 1er, 2°")
PARENT_SEATS = ORDER.cite("art. 2, § 1er, 3°, a)")
MOVEMENT_SEATS = ORDER.cite("art. 2, § 1er, 3°, b)")
ENTITLED = {
    1: "être conseiller communal, élu par le conseil ou désigné par le collège",
    2: "être une école maternelle ou primaire organisée ou subventionnée",
    3: "être une association de parents ou un mouvement familial qui peut siéger",
    4: "être un opérateur déclaré à l’ONE (lecture retenue : ou agréé ou autorisé)",
    5: "être un service reconnu par une autre réglementation de la Communauté française",
}
Places = list[tuple[str, Member]]


def check_members(question: CcaQuestion, size: int, found: Findings) -> None:
    """Add to `found` what is wrong or unknown about the members of each component of `size` seats."""
    for number in range(1, 6):
        members = members_of(question, number)
        _substitutes(number, members, found)
        _anchoring(number, members, found)
        _mandates(question.day, number, members, found)
        _by_fact(
            number,
            [(f"{path}.entitled", one.id, one.entitled) for path, one in members],
            f"chaque membre doit {ENTITLED[number]} ; ce n’est pas le cas de {{names}}, remplacez.",
            f"chaque membre doit {ENTITLED[number]} : est-ce le cas de {{names}} ?",
            DECREE.cite(f"art. 6, § 1er, {number}°"),
            found,
        )
        if question.joint and members:
            _each_commune(question, number, members, found)
    _council(question, found)
    _school_networks(question, size, found)
    _parents(question, found)
    _operators(question, found)


def _by_fact(
    number: int, who: list[tuple[str, str, Fact]], fault: str, ask: str, article: str, found: Findings
) -> None:
    """Add a fault for those of whom the fact is « no », a question for those of whom it is not known."""
    found.faults_of(number, [(path, name) for path, name, fact in who if fact is Fact.NO], fault, article)
    found.ask_of(number, [(path, name) for path, name, fact in who if fact is Fact.UNKNOWN], ask, article)


def _substitutes(number: int, members: Places, found: Findings) -> None:
    without = [(f"{path}.substitute", one.id) for path, one in members if one.substitute == "none"]
    unknown = [(f"{path}.substitute", one.id) for path, one in members if one.substitute is None]
    found.faults_of(number, without, "désignez un suppléant pour {names}.", SUBSTITUTES)
    found.ask_of(number, unknown, "qui est le suppléant de {names} ?", SUBSTITUTES)


def _both(members: Places, fact: Callable[[Member | Substitute], Fact], name: str) -> list[tuple[str, str, Fact]]:
    """Return the path, the person and the fact for each effective member and each substitute known."""
    who: list[tuple[str, str, Fact]] = []
    for path, one in members:
        who.append((f"{path}.{name}", one.id, fact(one)))
        if isinstance(one.substitute, Substitute):
            who.append((f"{path}.substitute.{name}", one.substitute.id, fact(one.substitute)))
    return who


def _anchoring(number: int, members: Places, found: Findings) -> None:
    _by_fact(
        number,
        _both(members, lambda one: one.anchored, "anchored"),
        "chaque membre doit être ancré localement ; remplacez {names}.",
        "l’ancrage local de {names}.",
        ANCHORING,
        found,
    )


def _mandates(day: date, number: int, members: Places, found: Findings) -> None:
    article = ORDER.cite("art. 2, § 1er")
    early = [(f"{path}.start", one.id) for path, one in members if one.start is not None and one.start > day]
    unknown = [(f"{path}.start", one.id) for path, one in members if one.start is None]
    gone = [(path, one) for path, one in members if one.end is not None and one.end < day]
    found.faults_of(number, early, f"le mandat n’a pas commencé le {full_date(day)} : {{names}}.", article)
    found.ask_of(number, unknown, "depuis quand court le mandat de {names} ?", article)
    for path, one in gone:
        if isinstance(one.substitute, Substitute):
            sentence = f"Composante {number} : {one.id} est parti, son suppléant {one.substitute.id} achève le mandat."
            found.notes.append(Step(sentence, SUBSTITUTES))
        else:
            found.fault(number, f"{path}.end", f"{one.id} est parti sans suppléant connu : désignez.", SUBSTITUTES)
    term = 12 * norm("mandate", day)
    old = [one.id for _, one in members if one.start is not None and add_months(one.start, term) <= day]
    if old:
        found.notes.append(
            Step(
                f"Composante {number} : mandat de {cardinal(term // 12)} ans écoulé pour {listed(old)} ; ils restent en"
                " fonction jusqu’à la désignation des nouveaux membres.",
                ORDER.cite("art. 29"),
                kind="warning",
            )
        )


def _each_commune(question: CcaQuestion, number: int, members: Places, found: Findings) -> None:
    article = DECREE.cite("art. 40")
    missing = [name for name in question.communes if name not in {one.commune for _, one in members}]
    unknown = [(f"{path}.commune", one.id) for path, one in members if one.commune is None]
    if missing and not unknown:
        found.fault(
            number,
            members[0][0].rpartition("[")[0],
            f"chaque commune doit être représentée ; donnez un siège à {listed(missing)}.",
            article,
        )
    elif missing:
        found.ask_of(number, unknown, "quelle commune représente {names} ?", article)


def _council(question: CcaQuestion, found: Findings) -> None:
    members = members_of(question, 1)
    _by_fact(
        1,
        _both(members, lambda one: _opposite(one.excluded_group), "excluded_group"),
        "un membre d’un groupe qui ne respecte pas les principes démocratiques ne peut pas siéger ; remplacez {names}.",
        "le groupe politique de {names} respecte-t-il les principes démocratiques ?",
        COUNCIL,
        found,
    )
    if members and not any(one.college_designee for _, one in members):
        found.fault(1, "components", "le collège désigne un membre, qui siège d’office : indiquez lequel.", COUNCIL)


def _school_networks(question: CcaQuestion, size: int, found: Findings) -> None:
    members = members_of(question, 2)
    if not members:
        return
    if question.networks is None:
        found.ask(2, "networks", "quels réseaux d’écoles sont présents dans la commune ?", SCHOOL_SEATS)
    elif len(set(question.networks)) > size:
        found.fault(
            2,
            "seats",
            f"{len(set(question.networks))} réseaux pour {size} sièges : lecture retenue, il faut au moins autant de"
            " sièges que de réseaux ; agrandissez les composantes.",
            SCHOOL_SEATS,
        )
    _network_seats(2, question.networks or (), members, found, SCHOOL_SEATS)


def _network_seats(number: int, networks: tuple[Network, ...], members: Places, found: Findings, article: str) -> None:
    """Check that each network has a seat among members whose networks may not all be known."""
    seated = {one.network for _, one in members}
    missing = [network for network in dict.fromkeys(networks) if network not in seated]
    names = listed(NETWORK_WORDS[network] for network in missing)
    unknown = [(f"{path}.network", one.id) for path, one in members if one.network is None]
    if missing and len(missing) > len(unknown):
        found.fault(number, members[0][0].rpartition("[")[0], f"donnez un siège au réseau {names}.", article)
    elif unknown and (missing or number == 2):
        found.ask_of(number, unknown, "quel est le réseau de {names} ?", article)


def _parents(question: CcaQuestion, found: Findings) -> None:
    members = members_of(question, 3)
    if not members:
        return
    parents = [(path, one) for path, one in members if not one.family_movement]
    movements = [(path, one) for path, one in members if one.family_movement]
    if question.parents_networks is None:
        sentence = "quels réseaux ont une association de parents dans un conseil de participation ?"
        found.ask(3, "parents_networks", sentence, PARENT_SEATS)
    elif parents:
        _network_seats(3, question.parents_networks, parents, found, PARENT_SEATS)
    elif question.parents_networks:
        names = listed(NETWORK_WORDS[network] for network in dict.fromkeys(question.parents_networks))
        found.fault(3, "components", f"donnez un siège aux associations de parents : {names}.", PARENT_SEATS)
    if not movements:
        _by_fact(
            3,
            [("family_movements", "", _opposite(question.family_movements))],
            "donnez au moins un siège aux mouvements familiaux.",
            "un mouvement familial peut-il siéger ?",
            MOVEMENT_SEATS,
            found,
        )
    organisations = [one.organisation for _, one in movements]
    twice = [
        (f"{path}.organisation", f"{one.id} ({one.organisation})")
        for rank, (path, one) in enumerate(movements)
        if one.organisation is not None and one.organisation in organisations[:rank]
    ]
    found.faults_of(3, twice, "un mouvement familial a un siège au plus ; remplacez {names}.", MOVEMENT_SEATS)
    if len(movements) > 1:
        unnamed = [(f"{path}.organisation", one.id) for path, one in movements if one.organisation is None]
        found.ask_of(3, unnamed, "quel mouvement familial mandate {names} ?", MOVEMENT_SEATS)


def _opposite(fact: Fact) -> Fact:
    return {Fact.YES: Fact.NO, Fact.NO: Fact.YES}.get(fact, fact)


def _operators(question: CcaQuestion, found: Findings) -> None:
    article = DECREE.cite("art. 6, § 1er, 4°")
    schools = {one.organisation for _, one in members_of(question, 2)} - {None}
    both = [
        (f"{path}.organisation", f"{one.id} ({one.organisation})")
        for path, one in members_of(question, 4)
        if one.organisation in schools
    ]
    found.faults_of(
        4, both, "une organisation déjà présente dans la composante 2 n’y siège pas ; remplacez {names}.", article
    )
