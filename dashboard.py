"""The page table: which pages there are, in which groups and order; everything else lies in its
own room.
"""

import streamlit as st

from components.ui import address, entrance, first_start, frame
from components.ui.page_table import page
from components.warehouse import serves
from components.words.districts import page_title

frame.begin()

PAGES = {
    "Meeting": [
        page("pages/at_a_glance.py", title="At a glance", default=True),
        page("pages/priority_trends.py", title="Priority trends", url_path="priority_trends"),
        page("pages/signal_ledger.py", title="Signal ledger", url_path="signal_ledger"),
        page("pages/action_plan.py", title="Action plan", url_path="action_plan"),
    ],
    "Places": [
        page("pages/ward_map.py", title="Ward map", url_path="ward_map"),
        page("pages/ward_profile.py", title="Ward profile", url_path="ward_profile"),
        page("pages/among_districts.py", title=page_title(), url_path="among_districts"),
        page("pages/did_it_work.py", title="Did it work?", url_path="did_it_work"),
    ],
    "People": [
        page("pages/domestic_abuse.py", title="Domestic abuse", url_path="domestic_abuse"),
        page("pages/feeling_safe.py", title="Feeling safe", url_path="feeling_safe"),
    ],
    "Evidence": [
        page(
            "pages/setting_priorities.py",
            title="Setting priorities",
            url_path="setting_priorities",
        ),
        page("pages/data_supply.py", title="Data supply", url_path="data_supply"),
        page("pages/break_register.py", title="Break register", url_path="break_register"),
        page(
            "pages/published_figures.py",
            title="Published figures",
            url_path="published_figures",
        ),
        page(
            "pages/how_we_protect_people.py",
            title="How we protect people",
            url_path="how_we_protect_people",
        ),
        page("pages/downloads.py", title="Downloads", url_path="downloads"),
        page("pages/about.py", title="About", url_path="about"),
        page("pages/accessibility.py", title="Accessibility", url_path="accessibility"),
    ],
}
if serves("partner"):
    PAGES["Evidence"].insert(0, page("pages/add_data.py", title="Add data", url_path="add_data"))

shown = st.navigation(entrance.doors(PAGES), position="top")
with frame.calm():
    entrance.hold()
    first_start.make_ready()
    if address.asks_for_meeting():
        from components.ui import meeting  # noqa: PLC0415  # every page's messages, for a meeting

        meeting.show(shown, PAGES)
    else:
        entrance.badge()
        shown.run()
        frame.foot()
