"""At a glance: what changed, is it real, where, what was published, and can we rely on it."""

from components.screens import at_a_glance as screen
from components.ui import frame, glance
from components.warehouse import warehouse

frame.guard()
data = warehouse()
colours = frame.current_palette()

frame.heading("Meeting", "At a glance", *screen.heading(data))
glance.newest_month(data, colours)
glance.priorities(data, colours)
glance.changes_by_kind_and_ward(data, colours)
glance.new_signals(data)
glance.published(data)
glance.supply(data)
