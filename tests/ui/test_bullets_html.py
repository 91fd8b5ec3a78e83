"""What people type never becomes markup."""

from html.parser import HTMLParser

from django.utils.safestring import mark_safe
from hypothesis import example, given
from hypothesis import strategies as st

from preau.foundation.ui.typography import bullets


class Seen(HTMLParser):
    """Collects tags and text."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.text = set(), [], ""

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        self.text += " "

    def handle_data(self, data):
        self.text += data


@given(st.text(alphabet=st.sampled_from("<>\"'&;/=abscript \n•-*"), max_size=200))
@example('<script>alert("1")</script>')
@example("• <img src=x onerror=alert(1)>\n- \"'><b>")
def test_only_our_tags(text):
    seen = Seen()
    seen.feed(bullets(text))
    seen.close()
    assert seen.tags <= {"p", "ul", "li"}
    assert all(attribute == ("class", "bul") for attribute in seen.attributes)


@given(st.text(alphabet=st.sampled_from("<>&abc é’\n"), max_size=100))
def test_every_word_is_kept(text):
    seen = Seen()
    seen.feed(bullets(text))
    seen.close()
    assert seen.text.split() == text.split()


def test_text_marked_safe_is_escaped_all_the_same():
    assert bullets(mark_safe("<b>gras</b>")) == "<p>&lt;b&gt;gras&lt;/b&gt;</p>"
