"""The generated documents: a page a requirement, their index, and the keys of a pair.

All of it is made from the requirements' attributes, from the schema and from running the examples.
"""
