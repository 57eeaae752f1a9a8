"""Reading, quoting and editing what people write: YAML, JSON, places in files, suggestions."""
