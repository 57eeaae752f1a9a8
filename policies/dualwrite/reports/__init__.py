"""What is shown of results. Only these modules know formats."""
