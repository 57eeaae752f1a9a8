"""What the provider's tests in other languages need: SDKs, a language host, and packages."""
