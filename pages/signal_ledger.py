"""Signal ledger: which signals wait for a decision, and what meetings decided about the others."""

from components.ui import frame, ledger
from components.warehouse import warehouse

frame.guard()
data = warehouse()

frame.heading("Meeting", "Signal ledger", *ledger.heading(data))
ledger.show(data)
