"""`python -m csp`: the command line."""

import sys

from csp.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
