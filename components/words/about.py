"""The words of About: plain sentences for a resident who has never seen the page before."""

import pandas as pd

from components.words import numbers
from components.words.marks import MARKS

TITLE = "What this dashboard is, and whose figures it shows"
WHAT = "What it is"
IT_IS_FOR = "It is for:"
FOR_WHOM = (
    "Those who meet to choose and follow priorities: what changed, is it real, where, against what"
    " was promised.",
    "Officers of the council, the police and other bodies who look into wards and months.",
    "Residents, councillors and journalists: the same figures, protected where they could tell of"
    " a person.",
)
KINDS_TITLE = "What is real in it"
EDITIONS = {
    "demonstration": (
        "This is the demonstration: it shows what the dashboard can do, and runs on one machine."
    ),
    "partner": "This is the partner edition: it is for officers who may see what partners send.",
    "public": "This is the public edition: anyone may see all of it.",
}
STATUS_WORDS = {
    "open": "open data, which anyone may have",
    "published": "taken from documents that were published",
    "partner": "sent by partners",
}
SOURCES_TITLE = "Sources and attributions"
SOURCES = "The figures are others’ work. Their licences ask for these words:"
LICENCE = "The Open Government Licence v3.0"
LICENCE_ADDRESS = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
SUPPLY = "How far each dataset reaches, and how sure its supply is"
HARM_TITLE = "Why no score of harm is offered"
HARM = (
    "A count says how often something was recorded, not how much harm it did: a robbery and a"
    " stolen bicycle count one each. Recognised measures of harm, the Crime Severity Score of the"
    " Office for National Statistics and the Cambridge Crime Harm Index, weigh each kind of offence"
    " by its own code.",
    "Neither the open data nor the documents hold those codes: fourteen broad categories put very"
    " different offences together. So no weights are used here, and none are invented.",
)
PEOPLE_TITLE = "How people are protected"
PEOPLE = (
    "Nobody is named. What partners send is kept without references that could be traced, with"
    " times to the hour and places to a small area, for as long as its contract says and no"
    " longer.",
    "Nothing that partners send is published as it was sent: small numbers are hidden first,"
    " together with others from which they could be worked out. Open police counts are shown as"
    " their publisher gives them, since anyone can have them already.",
)
PROTECT = "How we protect people"
LAW = "For each dataset: who answers for it, under which law it is held, and for how long"
ASK_TITLE = "How to ask, or to say that something is wrong"
ASK = (
    "If you or somebody else is in danger, call 999. To report a crime that is not an emergency,"
    " call the police on 101. Nothing sent to this dashboard reaches them."
)
ACCESSIBILITY = "What does not yet work for everyone: the accessibility statement"
MADE_TITLE = "How it is made"
MADE = (
    "Every number can be followed from its screen to its source: the line below each picture names"
    " dataset, period and the day it was received, and each download repeats them. The methods, a"
    " glossary and every decision come with the code (docs).",
    "The code may be used under the MIT licence. The letters are IBM Plex Sans, under the SIL Open"
    " Font Licence 1.1.",
)


def lead(datasets: pd.DataFrame, partnership: str) -> str:
    """How many datasets of how many publishers stand behind it."""
    real = datasets[~datasets["status"].isin(list(MARKS))]
    many, publishers = len(real), real["publisher"].nunique()
    noun = "dataset" if many == 1 else "datasets"
    whose = "one publisher" if publishers == 1 else f"{numbers.small(publishers)} publishers"
    return (
        f"One place for the {partnership} to see what is recorded, where, whether it is changing"
        f" and how sure anyone can be: {numbers.small(many)} {noun} of {whose}."
    )


def what(district: str, partnership: str) -> tuple[str, ...]:
    """What it is, in two paragraphs."""
    return (
        f"A dashboard of crime, disorder and what residents feel in {district}, for the"
        f" {partnership}: the bodies that by law work together against crime there (Crime and"
        " Disorder Act 1998). It shows counts, rates and changes with how sure they are, and what"
        " plans promised.",
        "It shows what was recorded. Much is never reported, and a rise can mean more trust or more"
        " checks. No ward is called worst; no figure here says that anybody did anything.",
    )


def kinds(datasets: pd.DataFrame) -> tuple[str, ...]:
    """How many datasets are of which status; what is invented says so."""
    counted = datasets["status"].value_counts()
    told = [
        f"{numbers.capital(numbers.small(int(counted[status])))}"
        f" {'is' if counted[status] == 1 else 'are'} {words}."
        for status, words in STATUS_WORDS.items()
        if status in counted
    ]
    told += [
        f"{numbers.capital(numbers.small(int(counted[status])))}"
        f" {'is' if counted[status] == 1 else 'are'} invented, to show what a page can do, and"
        f" marked {mark.word} wherever anything of them is shown."
        for status, mark in MARKS.items()
        if status in counted
    ]
    return tuple(told)
