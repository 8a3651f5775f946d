"""What a council's server runs: the entry of the dashboard, its guards, and the tools around it."""
