"""Published figures: what did we say, and does it add up? Then every figure, and what was left
out.
"""

from components.choosing.published_figures import PARTS
from components.screens import not_held
from components.screens import published_figures as screen
from components.ui import frame, held, register
from components.ui.choosers import CHOOSERS
from components.warehouse import warehouse

frame.guard()
data = warehouse()
held.or_stop(not_held.no_figures(data), "Evidence", "Published figures")

frame.heading("Evidence", "Published figures", *screen.heading(data))
register.show(data, CHOOSERS.part(PARTS))
