"""Values: facts, the pair and what is declared of it, Azure resources, observations, verdicts."""
