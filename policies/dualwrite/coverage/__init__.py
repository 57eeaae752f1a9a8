"""What the facts that are there decide, what has to be declared yet, and what was looked at for it."""
