"""Running the user's own ``pulumi preview`` with the pack, and reading what the pack recorded."""
