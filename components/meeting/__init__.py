"""What a meeting's screens are made of: a place in an address, messages cut into screens, the way
through an agenda.
"""
