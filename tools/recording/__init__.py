"""Records what real SDKs send to the engine, and the engine to a policy pack, for the tests."""
