"""`python -m inventory`: see --help."""

import sys

from chassis.cli import main
from inventory.app import SERVICE

sys.exit(main(SERVICE))
