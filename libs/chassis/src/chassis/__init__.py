"""What every service stands on; it knows no school, no mark and no place."""
