"""Changes code a little and asks whether any test notices: for the code that decides who gets in."""
