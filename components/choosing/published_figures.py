"""What can be chosen on Published figures."""

PARTS = {
    "adds_up": "Does it add up?",
    "figures": "Every figure",
    "left_out": "What was left out",
}
