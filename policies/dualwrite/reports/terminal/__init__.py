"""What a terminal shows: results, coverage, exemptions, and who says which fact."""
