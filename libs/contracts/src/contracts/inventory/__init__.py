# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
