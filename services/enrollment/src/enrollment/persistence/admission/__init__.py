"""Where campaigns, children and applications are kept."""
