from html.parser import HTMLParser

from retrieval.pages import read_page
from retrieval.pages.view import as_html

TEXT = """\
青川市总工会<春风>行动启动

本报讯（记者 林平）7月3日，青川市总工会启动春风行动，为职工介绍岗位三百个。
"""


class Spans(HTMLParser):
    """Collects the text of tinted spans by class, and every address that would be fetched."""

    def __init__(self):
        super().__init__()
        self.found, self.open, self.addresses = [], "", []

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.open = named.get("class", "") if tag == "span" else ""
        self.addresses += [value for key, value in attrs if key in {"src", "href"}]

    def handle_data(self, data):
        if self.open:
            self.found.append((self.open, data))
            self.open = ""


def test_every_field_of_the_source_is_tinted_by_its_place():
    spans = Spans()
    spans.feed(as_html([read_page("page.txt", TEXT.encode())]))
    assert ("headline", "青川市总工会<春风>行动启动") in spans.found
    assert ("dateline", "本报讯（记者 林平）") in spans.found
    assert ("paragraph", "7月3日，青川市总工会启动春风行动，为职工介绍岗位三百个。") in spans.found


def test_file_needs_nothing_else():
    spans = Spans()
    spans.feed(as_html([read_page("page.txt", TEXT.encode())]))
    assert spans.addresses == []


def test_doubts_are_flagged_where_they_are():
    page = read_page(
        "page.txt", "▲0\n\n没有标题的一段话，说的是一件小事，大家都很高兴。\n".encode()
    )
    assert page.doubts
    assert as_html([page]).count('class="flag"') == len(page.doubts)
