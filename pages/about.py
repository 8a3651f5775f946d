"""About: what this is, for whom, whose figures it shows, and whom to ask."""

from components.screens import about as screen
from components.ui import frame, prose
from components.warehouse import warehouse

frame.guard()
data = warehouse()

frame.heading("Evidence", "About", *screen.heading(data))
prose.parts(screen.parts(data))
