"""About and the accessibility statement: true to the file and the settings, whole, and plain."""

import pytest

from components.screens import about, accessibility
from components.screens.prose import NOBODY, contact_links, contact_words
from components.words import about as about_words
from components.words import accessibility as words
from csp.settings import Contact, settings

GIVEN = Contact(
    team="The community safety team",
    email="safety@council.example",
    telephone="01234 567890",
    web="https://council.example/contact",
    answers_within="five working days",
)


def text(parts: list) -> str:
    return " ".join(
        " ".join(
            (one.title, *one.paragraphs, *one.points, one.table, *one.links, *one.links.values())
        )
        for one in parts
    )


def test_about_counts_what_the_file_holds(demonstration):
    held = demonstration.read("datasets")
    _, lead = about.heading(demonstration)
    assert "five datasets of five publishers" in lead or "five datasets of" in lead
    real = held[~held["status"].isin(["illustrative", "example"])]
    assert len(real) == 5 and f"of {real['publisher'].nunique()}" not in lead
    invented = int((held["status"] == "illustrative").sum())
    told = " ".join(about_words.kinds(held))
    assert "Four are open data" in told and "One is taken from documents" in told
    assert "marked ILLUSTRATIVE" in told and invented > 1


def test_about_names_every_dataset_with_its_words_and_says_why_harm_is_not_offered(demonstration):
    told = text(about.parts(demonstration))
    for title in demonstration.read("datasets")["title"]:
        assert title.split("’")[0].split(" & ")[0] in told
    assert "Contains OS data © Crown copyright and database right 2026." in told
    assert "Cambridge Crime Harm Index" in told and "no weights are used" in told
    assert "call 999" in told and "accessibility" in told and "data_supply" in told
    assert "This is the demonstration" in told


def test_without_a_contact_both_pages_say_so_plainly(demonstration):
    assert settings().contact == Contact()
    assert contact_words(Contact()) == NOBODY and contact_links(Contact()) == {}
    assert NOBODY in text(about.parts(demonstration))
    assert NOBODY in text(accessibility.parts())


@pytest.mark.parametrize(
    ("contact", "says", "links"),
    [
        (
            GIVEN,
            "The community safety team can be reached by e-mail to safety@council.example or by"
            " telephone on 01234 567890. Answers come within five working days.",
            ["mailto:safety@council.example", "tel:01234567890", "https://council.example/contact"],
        ),
        (
            Contact(web="https://council.example/contact"),
            "Whoever runs this dashboard can be reached through the form below.",
            ["https://council.example/contact"],
        ),
    ],
)
def test_a_contact_is_told_and_linked(contact: Contact, says: str, links: list[str]):
    assert contact_words(contact) == says
    assert list(contact_links(contact).values()) == links


def test_the_statement_has_what_the_regulations_ask_for():
    title, lead = accessibility.heading()
    told = text(accessibility.parts())
    assert "complies in part" in lead and f"{len(words.FAULTS)}" not in title
    assert "complies in part with level AA" in told
    for fault in words.FAULTS:
        assert fault.what in told and fault.instead in told and fault.criterion in told
    assert "disproportionate burden" in told
    assert "(No. 2) Accessibility Regulations 2018" in told
    assert "https://www.equalityadvisoryservice.com/" in told and "0808 800 0082" in told.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "prepared on 27 November 2026" in told and "screen reader" in told
