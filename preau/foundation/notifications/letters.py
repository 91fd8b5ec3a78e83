"""The text of the letters: what a kind of notice says, between a greeting and a signature."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string

from preau.foundation.notifications.models import Notice
from preau.foundation.notifications.registry import Recipient, kinds


@dataclass(frozen=True)
class Section:
    """What a digest says of one subject."""

    title: str
    bodies: tuple[str, ...]


def subject_of(notice: Notice, recipient: Recipient) -> str:
    """Return the subject of a letter, on one line whatever the words hold."""
    return " ".join(kinds[notice.kind].subject.format_map({**notice.words, **recipient.words}).split())


def body_of(notice: Notice, recipient: Recipient) -> str:
    """Return what the kind of a notice says to `recipient`; `link` is the public address of the word `address`."""
    words = {**notice.words, **recipient.words}
    context = {**words, "site": settings.PUBLIC_ADDRESS, "link": settings.PUBLIC_ADDRESS + words.get("address", "/")}
    return render_to_string(kinds[notice.kind].template, context).strip()


def letter_of(notice: Notice, recipient: Recipient) -> str:
    """Return a letter that tells one notice."""
    chosen = recipient.person_id is not None and not kinds[notice.kind].legal
    return _signed("notice", {"name": recipient.name, "body": body_of(notice, recipient), "chosen": chosen})


def digest_of(name: str, sections: Iterable[Section]) -> str:
    """Return the letter of a day."""
    return _signed("digest", {"name": name, "sections": sections})


def _signed(letter: str, context: dict) -> str:
    return render_to_string(f"notifications/letters/{letter}.txt", {**context, "site": settings.PUBLIC_ADDRESS})
