"""What can be done in training, one verb a file."""
