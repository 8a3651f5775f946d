"""Published figures: what did we say, and does it add up? Then every figure, and what was left
out.
"""

from components.screens import published_figures as screen
from components.ui import choosers, frame, register
from components.warehouse import warehouse

frame.guard()
data = warehouse()

frame.heading("Evidence", "Published figures", *screen.heading(data))
register.show(data, choosers.choose_part(register.PARTS))
