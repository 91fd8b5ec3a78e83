"""The lines of an answer with ordinary spaces, so that a test reads like the sentence it expects."""


def plain(text):
    """Return a text, or a list of texts, with the spaces that do not break made ordinary."""
    if isinstance(text, str):
        return text.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")
    return [plain(one) for one in text]


def lines(answer):
    """Return the lines of an answer, with ordinary spaces."""
    return plain([step.line for step in answer.steps])


def kinds(answer):
    """Return the kinds of the steps of an answer, in order."""
    return [step.kind for step in answer.steps]
