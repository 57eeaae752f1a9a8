"""Gets the Pulumi CLI onto a machine that has none; `ensure.py` is the command."""
