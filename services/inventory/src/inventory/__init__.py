"""Inventory: the registry of schools, their equipment and their connection."""
