"""The peers: a module each, run in an environment of its own, and that environment's lock.

Every peer is told that the page is Arabic where it can be told, and fetches nothing.
"""
