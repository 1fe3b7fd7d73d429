"""Campaigns, seats, children and applications in enrollment's graph: translation only."""
