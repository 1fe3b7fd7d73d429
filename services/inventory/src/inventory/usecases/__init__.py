"""What can be done in inventory, one verb a file."""
