"""What an address of the catalogue or of the queue may hold. Importing this module makes it known."""

from django.urls import register_converter


class CardConverter:
    """The code of a body (« o12 ») or of a module (« m7 »)."""

    regex = "[om][0-9]{1,12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(CardConverter, "training_card")
