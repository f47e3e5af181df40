import re
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
    assert spans.addresses
    assert all(address.startswith("#") for address in spans.addresses)


def test_every_link_leads_to_a_line_or_an_article_of_the_same_page():
    pages = [read_page("page.txt", TEXT.encode()), read_page("other.txt", TEXT.encode())]
    html = as_html(pages)
    targets = re.findall(r' id="([^"]+)"', html)
    assert len(set(targets)) == len(targets)
    assert {link[1:] for link in re.findall(r'href="([^"]+)"', html)} <= set(targets)
    assert '<h2><a href="#p2l1">青川市总工会&lt;春风&gt;行动启动</a></h2>' in html


def test_year_that_nobody_names_is_said_to_be_unknown():
    assert "7月3日 → 07-03（年份不详）" in as_html([read_page("page.txt", TEXT.encode())])


def test_doubts_are_flagged_where_they_are_and_listed_at_the_top():
    page = read_page(
        "page.txt", "▲0\n\n没有标题的一段话，说的是一件小事，大家都很高兴。\n".encode()
    )
    assert page.doubts
    assert as_html([page]).count('class="flag"') == 2 * len(page.doubts)
