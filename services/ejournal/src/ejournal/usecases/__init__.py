"""What can be done in the journal, one verb a file."""
