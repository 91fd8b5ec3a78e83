"""What the questions asked to the law are made of: a base for all, and the kinds of values they share.

A question is a frozen Struct: its annotations are its JSON schema, its checks and its documentation. Descriptions are
in French: they are what a page, the command and the interface for programs show.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated

from msgspec import Meta, Struct


class Question(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a rule is asked. Sub-objects of a question derive from it too."""


Count = Annotated[int, Meta(ge=0, le=1_000_000)]
Children = Annotated[int, Meta(ge=0, le=1_000_000, description="nombre d’enfants")]
Day = Annotated[date, Meta(description="jour, AAAA-MM-JJ")]
Euros = Annotated[Decimal, Meta(description='montant en euros, en texte avec un point : "1234.56"')]
Text = Annotated[str, Meta(min_length=1, max_length=200)]
