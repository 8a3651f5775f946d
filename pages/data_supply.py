"""Data supply: can we rely on it? Every dataset against what was promised of it."""

from components.screens import data_supply as screen
from components.ui import frame, supply
from components.warehouse import warehouse
from csp.answers.supply import datasets

frame.guard()
data = warehouse()
colours, today = frame.current_palette(), frame.today()
found = datasets(data, today)

frame.heading("Evidence", "Data supply", *screen.heading(found))
supply.chosen(data, found, today, colours)
supply.held(data, found, today, colours)
supply.awaited(found)
