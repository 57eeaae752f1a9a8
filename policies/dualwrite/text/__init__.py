"""The text formats that people write: strict readers of YAML and JSON, and of text files."""
