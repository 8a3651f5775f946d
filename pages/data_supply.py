"""Data supply: can we rely on it? Every dataset against what was promised of it."""

from components.screens import data_supply as screen
from components.ui import frame, supply
from components.warehouse import warehouse

frame.guard()
data = warehouse()
colours, today = frame.current_palette(), frame.today()

frame.heading("Evidence", "Data supply", *screen.standing(data, today, colours).heading)
supply.chosen(data, today, colours)
supply.held(data, today, colours)
supply.awaited(data, today, colours)
