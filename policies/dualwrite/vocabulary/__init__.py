"""Microsoft's words and their dated tables: versions, regions, hosts, packages, networks."""
