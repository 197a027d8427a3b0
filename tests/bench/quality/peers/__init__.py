"""The peers: a module for each, run in an environment of its own, and the environment's lock.

Every peer is told that the page is Arabic, where it has such an option, and fetches nothing.
"""
