"""What a requirement is, how a pair is judged by it, and what configuration and exemptions change."""
