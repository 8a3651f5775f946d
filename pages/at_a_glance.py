"""At a glance: what changed, is it real, where, what was published, and can we rely on it."""

from components.screens import at_a_glance as screen
from components.ui import frame, glance
from components.warehouse import warehouse

frame.guard()
data = warehouse()
colours = frame.current_palette()
changes = screen.changes(data)

frame.heading("Meeting", "At a glance", *screen.heading(changes))
glance.newest_month(data, screen.cards(data, changes, colours))
glance.priorities(data, changes, colours)
if changes is not None:
    glance.changes_by_kind_and_ward(data, changes, colours)
glance.new_signals(data)
glance.published(data)
glance.supply(data)
