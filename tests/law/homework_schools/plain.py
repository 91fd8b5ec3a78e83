"""Lines of an explanation with plain spaces, so that a test can be read."""


def lines(answer):
    """Return the steps of an answer as lines, their unbreakable spaces made plain."""
    return [
        step.line.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ") for step in answer.steps
    ]
