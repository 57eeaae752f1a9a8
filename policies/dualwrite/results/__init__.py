"""The JSON document of results, which every report is made from."""
