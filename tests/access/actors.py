"""Who comes to Préau, as the table of access names them: a visitor, somebody without mandate, each role."""

from preau.foundation.accounts.roles import Role

VISITOR = "visitor"
NO_MANDATE = "no_mandate"
MANAGER = "manager"  # an ATL coordinator who also manages the access of her coordination

EVERYBODY = frozenset({VISITOR, NO_MANDATE, MANAGER, *Role.values})
PEOPLE = EVERYBODY - {VISITOR}
WITH_MANDATE = PEOPLE - {NO_MANDATE}
COLLEAGUES = WITH_MANDATE - {Role.COUNCIL_SECRETARY.value}
MANAGERS = frozenset({MANAGER})
COORDINATOR = Role.ATL_COORDINATOR.value
EDITORS = frozenset({COORDINATOR, MANAGER, Role.CCA_CHAIR.value})
READERS = EDITORS | {Role.CCA_MEMBER.value}
HOME = READERS | {Role.COUNCIL_SECRETARY.value}
NOBODY: frozenset[str] = frozenset()

ONE_BY_ONE = {
    VISITOR: "visiteur",
    NO_MANDATE: "personne sans mandat",
    MANAGER: "qui gère les accès",
    **{role.value: role.label for role in Role},
}
IN_WORDS = {
    EVERYBODY: "tout le monde",
    PEOPLE: "toute personne connectée",
    WITH_MANDATE: "toute personne qui a un mandat",
    COLLEAGUES: "toute personne qui a un mandat, sauf le secrétariat du conseil",
    MANAGERS | {COORDINATOR}: "qui l’a délégué, ou gère les accès de l’organisation",
    MANAGERS: "qui gère les accès de l’organisation",
    EDITORS: "coordination ATL, présidence de la CCA",
    READERS: "coordination ATL, présidence et membres de la CCA",
    HOME: "coordination ATL, présidence et membres de la CCA, secrétariat du conseil",
    NOBODY: "personne",
}


def in_words(actors: frozenset[str]) -> str:
    """Return a set of actors in French."""
    return IN_WORDS.get(actors) or ", ".join(ONE_BY_ONE[actor] for actor in in_order() if actor in actors)


def in_order() -> list[str]:
    """Return every actor, the visitor first, then the roles as they are declared."""
    return [VISITOR, NO_MANDATE, MANAGER, *Role.values]
