"""What can be done in enrollment, one verb a file."""
