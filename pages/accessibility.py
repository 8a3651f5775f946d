"""Accessibility: how far everyone can use this dashboard, what does not, and whom to tell."""

from components.screens import accessibility as screen
from components.ui import frame, prose

frame.guard()

frame.heading("Evidence", "Accessibility", *screen.heading())
prose.parts(screen.parts())
