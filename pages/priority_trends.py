"""Priority trends: choose a plan and a priority; is it getting better, is that real, what was
promised?
"""

import streamlit as st

from components.screens import priority_trends as screen
from components.screens.doubts import doubts
from components.ui import breakdowns, choosers, figure, frame, verdicts
from components.warehouse import warehouse
from components.words.promised import without_series
from components.words.sources import source_of
from csp.answers import plans
from csp.settings import settings

frame.guard()
data = warehouse()
top = st.container()
boxes = st.columns([1.4, 1.9, 1.6, 1.4])
titles = plans.plans(data)
with boxes[0]:
    plan = choosers.choose_plan(titles, settings().plan.current)
held = {priority.title: priority for priority in plans.priorities(data, plan)}
with boxes[1]:
    priority = held[choosers.choose_priority(list(held))]
if priority.live:
    with boxes[2]:
        measure = choosers.choose_measure(priority.live, "Monthly figure")
    with boxes[3]:
        reach = choosers.choose_reach()
    said = screen.answer(data, measure, reach, frame.current_palette())
    with top:
        frame.heading("Meeting", "Priority trends", said.title, said.lead)
    verdicts.strip(said.facts, said.mark)
    figure.figure_title(said.chart_title, said.chart_under)
    figure.chart(said.spec, said.alt, "trend")
    verdicts.shape_key(said.key, said.in_words)
    source = source_of(data.read("datasets"), measure.source, said.period)
    figure.note(said.note)
    figure.source_line(source)
    figure.downloads(f"trend-{measure.id}", said.files, source, [("", said.spec)])
    with st.expander("The same figures as a table"):
        figure.table(said.table)
    with st.expander(said.changes_title):
        figure.table(said.changes)
else:
    with top:
        frame.heading("Meeting", "Priority trends", *without_series(priority))
    verdicts.strip(screen.published_pair(priority), ("ring", ""))

promised = screen.promised(plans.indicators(data, plan, [priority.title]), titles[plan])
figure.figure_title(promised.title, promised.under)
if len(promised.files):
    figure.table(promised.table)
figure.doubts(doubts(data, screen.shown_for(data, plan, priority)))
if len(promised.files):
    source = source_of(data.read("datasets"), "published", f"plan {titles[plan]}")
    figure.source_line(source)
    figure.downloads("indicators", promised.files, source)
breakdowns.show(data, plan, priority.title)
