"""Where runs, queues, offers and appeals are kept."""
