"""`python -m training`: see --help."""

import sys

from chassis.cli import main
from training.app import SERVICE

sys.exit(main(SERVICE))
