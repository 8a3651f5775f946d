"""What keeps small counts from being read off what is published: rules, hiding, rounding, the log
of earlier releases.
"""
