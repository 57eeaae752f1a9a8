"""MOVER: new file."""
