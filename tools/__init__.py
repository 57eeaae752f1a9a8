"""What the project needs around itself: the Pulumi CLI, a language host, documents."""
