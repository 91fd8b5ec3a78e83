"""What a cell says that its column does not take."""


class Unread(ValueError):  # noqa: N818 - a situation of the list, not a fault
    """A cell that could not be understood: the sentence says what to do, `expected` what the column takes."""

    def __init__(self, sentence: str, expected: str) -> None:
        super().__init__(sentence)
        self.sentence, self.expected = sentence, expected
