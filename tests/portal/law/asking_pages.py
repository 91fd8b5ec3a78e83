"""What the tests of the law's pages share: every page that asks, its example, the words it shows."""

import html
import re

from django.http import QueryDict

from preau.law.catalogue import RULES
from preau.portal.law.asked import Asked, query_of
from preau.portal.law.simulators import SIMULATORS, plain

PAGES = [*SIMULATORS, *(plain(rule_id) for rule_id in RULES)]
ids = [one.slug or one.rule_id for one in PAGES]


def address_of(simulator, part=""):
    base = f"/loi/{simulator.slug}/" if simulator.slug else f"/loi/regles/{simulator.rule_id}/"
    return base + part


def example_of(simulator):
    return query_of(simulator, simulator.shown_example)


def asked_of(simulator, query):
    return Asked(simulator, QueryDict(query))


def words_of(response):
    """Return the text of a page, spaces made plain, tags away."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))
    return re.sub(r"\s+", " ", text)


def plain_words(text):
    """Return text as it is compared: no-break spaces and curly apostrophes made plain."""
    return re.sub(r"\s+", " ", re.sub(r"\s+([:;?!»])", r"\1", text.replace("'", "’").replace("« ", "«")))
