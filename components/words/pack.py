"""The words of a pack that no screen says: cover, frame, sections, what the law asks for."""

from datetime import date

from components.words import numbers, published_figures

TITLE = "Strategic assessment"
PAGE_TITLE = "Data on a page"
OWN = "The partnership’s own words"
CONTENTS = "Contents"
IN_FIGURES = "In figures:"
ANNEX = "Annex: tables in full"
REFERENCES = "References in full"
REFERENCES_LEAD = (
    "Each reference is an address: written behind the dashboard’s own, it shows the same figure"
    " again, of the same release and as of the same day."
)
IN_NOTES = "its address stands in the notes"
HOW_CHARTS_READ = "How the charts by month are read."
SKIP = "Skip to the assessment"
SAME_AS_TABLE = "The same figures as a table"
THE_WHOLE = "the whole table stands on the dashboard, under the reference"
HOW_FIGURES_READ = (
    "Every figure is what the dashboard shows for the same reference, in the same words. Where a"
    " sentence says that something rose, fell or differs, the method that says so stands in"
    " “Methods, data and breaks”."
)
# By the id of the section: the name of an officer's file, too.
SECTIONS = {
    "foreword": "Foreword",
    "summary": "Summary",
    "levels": "Levels and patterns of crime, disorder and substance misuse",
    "changes": "What changed, and why",
    "community": "What the community thinks",
    "review": "Last year’s priorities reviewed",
    "priorities": "Priorities recommended",
    "places": "Places",
    "domestic-abuse": "Domestic abuse",
    "did-it-work": "Did it work?",
    "actions": "Action plan",
    "methods": "Methods, data and breaks",
    "hidden": "What is hidden, and why",
    "glossary": "Glossary",
}
REGULATIONS = (
    "Crime and Disorder (Formulation and Implementation of Strategy) Regulations 2007"
    " (SI 2007/1830)"
)
_ASKS = "The Regulations of 2007 ask a strategic assessment for"
ASKED = {
    "levels": f"{_ASKS} the levels and patterns of crime and disorder and of substance misuse.",
    "changes": f"{_ASKS} the changes since the last one, and why they came about.",
    "community": (
        f"{_ASKS} what those who live and work in the area think should come first; the partnership"
        " must ask them."
    ),
    "review": f"{_ASKS} how far last year’s plan was carried out.",
    "priorities": f"{_ASKS} the matters that should come first.",
    "actions": "The Regulations of 2007 ask a partnership plan how its priorities are met.",
}
CHANGES_WHY = (
    "A change in a count has three kinds of reason: more or less happened, more or less of it was"
    " reported, or it was recorded in another way. The figures tell the third kind where the break"
    " register knows of it; the first two can be told apart only by people who know the place."
)
# What a section that the law asks for says where it carries no words of the partnership's own.
WITHOUT_OWN = {
    "changes": (
        "**Why these changes came about is not known here**: this edition carries no words of the"
        " partnership’s own on them."
    ),
    "community": (
        "The surveys below tell how safe people feel and what worries them. **What residents"
        " want to come first is for the partnership to tell**: this edition carries no words of its"
        " own on whom it asked, and what they said."
    ),
}
NONE_RECOMMENDED = "No priorities are recommended here"
EXAMPLE_SCORES = (
    f"{NONE_RECOMMENDED}. The scores that come with the code are an example: nobody"
    " gave them, so their order says nothing about this place, and it is not shown."
)
NO_SCORES = f"{NONE_RECOMMENDED}: no round of scores is held."
MISSING = (
    "What is missing: a round of scores given by the partnership (for each theme a point for every"
    " criterion, and what it rests on), with the model approved by name of a role.",
    "With it, this section ranks the themes, says between which places each of them would lie were"
    " any one score another, and sets volume, trend, residents’ views and influence beside them.",
)
HOW_SCORED = (
    "How themes would be scored stands in the model below. A place in the ranking is where talk"
    " begins; the partnership recommends, not the model."
)
RANKED = (
    "The order below follows from the partnership’s scores and its model. Themes whose places"
    " overlap are not told apart by it. A place is where talk begins; the partnership recommends,"
    " not the model."
)
METHODS_LEAD = "In short; the whole stands with the dashboard’s methods."
DATASETS_TITLE = "The datasets, who publishes them, and under which licence"
NOTHING_HIDDEN = (
    "Partners’ records of this edition are shown as they were sent. Small counts can point to one"
    " person: this document must not be passed on beyond those who may see them. What may be"
    " published is in the public edition, where small counts are hidden."
)
DEMONSTRATION_HIDDEN = (
    "Partners’ records of the demonstration are invented, so they are about nobody and nothing of"
    " them is hidden. In the public edition small counts are, as this section says."
)
NO_AGENDA = "No agenda is kept, so there are no slides: data/agenda.toml names what to talk about."
NO_OWN_WORDS = (
    "No words of the partnership’s own are held; “python -m csp pack --begin-narrative” makes an"
    " empty file for each section."
)
GLOSSARY_LEAD = "Words that this document uses in one sense only."
HELP_TITLE = "Where to find help"
HELP_LEAD = "If domestic abuse touches you or somebody you know, help comes first."
EDITION_TITLES = {
    "demonstration": "Demonstration",
    "partner": "Partner edition",
    "public": "Public edition",
}
KEEP_IN = {"partner": "For officers who may see what partners send; not to be passed on."}


REVIEWED_UNDER = "The newest plan held:"
REVIEWED_CAPTION = "Each priority and theme: what was promised, done and counted"
REVIEWED_HEADS = ("Priority or theme", "What the plan promised", "Its actions", "The figures now")
REVIEWED_NOTE = (
    "Actions are told as last reported, and stand one by one in the action plan below. The figures"
    " are those of the headline measure of each priority: what moved them may be something else."
    " Who answers for each, and where it came from, stands on Priority trends."
)
NO_ACTIONS = "none is listed"
NO_FIGURE = "nothing measured is held"


def subtitle(area: str, day: date) -> str:
    """Below the title on the cover."""
    return (
        f"Crime, disorder, substance misuse and how safe people feel in {area}, {numbers.day(day)}"
    )


def cover(edition_words: str, release: str, day: date) -> list[tuple[str, str]]:
    """What the cover tells: name and words."""
    return [
        ("Edition", edition_words),
        ("Release of the data", release),
        ("Made on", numbers.day(day)),
        ("Asked for by", REGULATIONS),
    ]


def foot(title: str, edition: str, release: str, day: date) -> str:
    """The foot of every page and slide."""
    return f"{title} · {EDITION_TITLES[edition]} · release {release} · {numbers.day(day)}"


def band(worn: list[str]) -> str:
    """What the demonstration wears on every page; `worn` are the words of the marks held."""
    others = (
        f"what is marked {numbers.join(worn, 'or')} is invented"
        if worn
        else "no partner’s are held"
    )
    return f"Demonstration: open police data and published figures are real; {others}."


def cited(page: str, release: str, day: date) -> str:
    """A reference in words: the page, the release, the day."""
    return f"{page}, release {release}, as of {numbers.day(day)}"


def reference(number: int) -> str:
    """What stands before a reference; without a number where no list numbers them."""
    return f"Reference {number}: " if number else "Reference: "


def decided(waiting: int, decided: int, *, public: bool) -> str:
    """Whether meetings found reasons for the signals; '' where there are no signals."""
    if not waiting + decided:
        return ""
    known = "a published decision" if public else "a decision"
    if not decided:
        return f"None of the signals below has {known}, so no reason is told for any of them."
    have = "has" if decided == 1 else "have"
    return (
        f"Of {numbers.small(waiting + decided)} signals below {numbers.small(decided)} {have}"
        f" {known}; what the meeting found stands beside it."
    )


def reviewed(count: int, with_indicator: int) -> str:
    """How many priorities can be judged by a number that their plan names."""
    named = numbers.small(with_indicator) if with_indicator else "none"
    verb = "names" if with_indicator <= 1 else "name"
    return (
        f"Of {numbers.small(count)} priorities and themes {named} {verb} an indicator by which"
        " anyone could tell whether it was met"
    )


def doubt(told: str) -> str:
    """A place where the documents say otherwise, as a note."""
    return f"{published_figures.DOUBT} {told}"


def more_rows(shown: int, count: int, annexed: str) -> str:
    """What stands below the first rows of a longer table."""
    where = f"the whole table is {annexed} in the annex" if annexed else THE_WHOLE
    return f"Rows 1 to {shown} of {count}; {where}."


def in_annex(annexed: str) -> str:
    """What stands in the place of a table that is at the end."""
    return f"{SAME_AS_TABLE}: {annexed} in the annex."


def rows_of(first: int, last: int, count: int) -> str:
    """Which rows a slide holds."""
    return f"rows {first} to {last} of {count}" if last > first else f"row {first} of {count}"


def on_slide(number: int) -> str:
    """Where the table behind a picture is."""
    return f"{SAME_AS_TABLE}: slide {number}"
