"""Reading answers as a person or a crawler would: their words, their links, their forms."""

import io
import zipfile
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urlencode, urljoin

from django.http import HttpResponse
from pypdf import PdfReader


def words_of(answer: HttpResponse) -> str:
    """Return everything an answer says: of a workbook what is packed in it, of a PDF its text and its attachment."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    said = " ".join([*answer.headers.values(), *(morsel.value for morsel in answer.cookies.values())])
    return said + _text(content)


def _text(content: bytes) -> str:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return " ".join(name + archive.read(name).decode(errors="replace") for name in archive.namelist())
    if content.startswith(b"%PDF"):
        pdf = PdfReader(io.BytesIO(content))
        pages = " ".join(page.extract_text() for page in pdf.pages)
        attached = " ".join(_text(part) for parts in pdf.attachments.values() for part in parts)
        return f"{pages} {attached} {pdf.metadata}"
    return content.decode(errors="replace")


@dataclass
class Form:
    """A form of a page: where it goes, how, and what it sends as it stands."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)


DATA = frozenset({"application/json", "application/ld+json"})  # blocks no browser runs


class Page(HTMLParser):
    """The links and forms of a page, as absolute paths; those of elsewhere are left out."""

    def __init__(self, address: str, html: str) -> None:
        super().__init__()
        self.address = address
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.inline: list[str] = []
        self._form: Form | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        self.inline += [f"<{tag} {name}>" for name in held if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in held and held.get("type") not in DATA):
            self.inline.append(f"<{tag}>")
        if tag == "a" and "href" in held:
            self._link(held["href"])
        elif tag == "form":
            self._form = Form(self._here(held.get("action", "")) or "", held.get("method", "get").upper())
            if "action" in held:  # without, it only carries what buttons elsewhere on the page send
                self.forms.append(self._form)
        elif tag in {"input", "button", "select", "textarea"}:
            self._control(tag, held)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None

    def _control(self, tag: str, held: dict[str, str]) -> None:
        if "formaction" in held and "disabled" not in held:
            self.forms.append(Form(self._here(held["formaction"]) or "", "POST"))
        form = self._form
        if form is None or "disabled" in held:
            return
        ticked = held.get("type") not in {"checkbox", "radio"} or "checked" in held
        if held.get("name") and tag == "input" and ticked:
            form.fields.append((held["name"], held.get("value", "")))

    def _link(self, href: str) -> None:
        here = self._here(href)
        if here and not here.startswith("/static/"):
            self.links.append(here)

    def _here(self, href: str) -> str | None:
        full = urldefrag(urljoin(f"http://testserver{self.address}", href)).url
        return full.removeprefix("http://testserver") if full.startswith("http://testserver/") else None

    @property
    def questions(self) -> list[str]:
        """Return the addresses the GET forms lead to, sent as they stand: their fields replace the question asked."""
        return [
            form.action.partition("?")[0] + (f"?{urlencode(form.fields)}" if form.fields else "")
            for form in self.forms
            if form.method == "GET"
        ]
