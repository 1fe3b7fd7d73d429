"""Admission: campaigns, the places they fill, the applications for them, offers, runs and appeals."""
