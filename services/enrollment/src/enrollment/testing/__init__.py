"""What tests of enrollment, here and elsewhere, begin a story with."""
