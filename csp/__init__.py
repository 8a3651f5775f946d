"""The numbers: intake, build, methods and answers of a community safety partnership's data."""

VERSION = "0.2.0"
