"""Checks what partners send and keeps it as received, or says every fault and keeps nothing."""
