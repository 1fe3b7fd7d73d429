"""`python -m ejournal`: see --help."""

import sys

from chassis.cli import main
from ejournal.app import SERVICE

sys.exit(main(SERVICE))
