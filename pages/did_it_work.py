"""Did it work? An action with a date and a place: before, after, and beside wards like it."""

from components.choosing import did_it_work as choosing
from components.screens import did_it_work as screen
from components.ui import evaluation, figure, frame
from components.ui.choosers import CHOOSERS
from components.warehouse import warehouse

frame.guard()
data = warehouse()
at = evaluation.Places()
question = choosing.chosen(data, CHOOSERS, at.boxes, at.roles_of)
with at.top:
    if question is None:
        frame.heading("Places", "Did it work?", "Nothing to look at yet", "")
    else:
        frame.heading("Places", "Did it work?", *screen.heading(data, question))
if question is None:
    figure.empty(*screen.no_actions())
else:
    evaluation.show(data, question, at, frame.current_palette())
