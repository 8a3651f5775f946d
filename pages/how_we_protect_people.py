"""How we protect people: what is hidden and why, and the proof that it stays hidden."""

from components.screens import protection as screen
from components.ui import frame, protection
from components.warehouse import warehouse

frame.guard()
data = warehouse()

frame.heading("Evidence", "How we protect people", *screen.heading(data))
protection.show(data, frame.current_palette())
