"""What several requirements use: articles, versions, places, subnets, keys, wording."""
