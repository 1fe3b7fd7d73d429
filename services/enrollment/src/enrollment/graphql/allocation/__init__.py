"""Runs, queues, offers and appeals in the graph."""
