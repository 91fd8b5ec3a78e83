"""What a look at a composition finds: faults to mend, facts to find out, things worth knowing."""

from collections.abc import Iterable

from msgspec import Struct

from preau.law.results import Step
from preau.law.words import listed


class Finding(Struct, frozen=True):
    """One fault, or one fact not known: the component (0: the whole), the field, what to do, the article."""

    component: int
    field: str
    sentence: str
    article: str

    def step(self, kind: str = "") -> Step:
        """Return the finding as a line. `kind` « À vérifier » marks a fact not known."""
        words = [f"Composante {self.component}"] if self.component else []
        words += [kind] if kind else []
        line = " : ".join([*words, self.sentence])
        return Step(f"{line[:1].upper()}{line[1:]}", self.article, kind="warning" if kind else "step")


class Findings:
    """Collects what is found, in order."""

    def __init__(self) -> None:
        self.faults: list[Finding] = []
        self.unknown: list[Finding] = []
        self.notes: list[Step] = []

    def fault(self, component: int, field: str, sentence: str, article: str) -> None:
        """Add a fault: the sentence says what to do."""
        self.faults.append(Finding(component, field, sentence, article))

    def ask(self, component: int, field: str, sentence: str, article: str) -> None:
        """Add a fact that must be found out."""
        self.unknown.append(Finding(component, field, sentence, article))

    def faults_of(self, component: int, who: Iterable[tuple[str, str]], sentence: str, article: str) -> None:
        """Add one fault for all those concerned (path, name), nothing for nobody; {names} stands for them."""
        _grouped(self.faults, component, tuple(who), sentence, article)

    def ask_of(self, component: int, who: Iterable[tuple[str, str]], sentence: str, article: str) -> None:
        """Add one fact to find out about all those concerned, nothing for nobody."""
        _grouped(self.unknown, component, tuple(who), sentence, article)

    def steps(self) -> tuple[Step, ...]:
        """Return the notes, the faults, then what must be found out."""
        return (*self.notes, *(one.step() for one in self.faults), *(one.step("À vérifier") for one in self.unknown))


def _grouped(
    kept: list[Finding], component: int, who: tuple[tuple[str, str], ...], sentence: str, article: str
) -> None:
    if who:
        names = listed(name for _, name in who)
        kept.append(Finding(component, who[0][0], sentence.format(names=names), article))
