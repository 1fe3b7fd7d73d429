"""How fast an event gets from a commit to another service's inbox, how many a second, and what rest costs."""
