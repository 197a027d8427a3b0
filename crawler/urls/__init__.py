"""Addresses (URLs): their canonical form, the ASCII form to send, their identity and host. Pure.

Begin with `canonical_form.canonical`, which the other modules serve.

    canonical_form        canonical and ASCII form, article id, site, front pages
    hosts                 host names and IP addresses: forms, registrable domain, private hosts
    percent_encoding      percent escapes and dot segments of paths and queries
    tracking_parameters   tracking and session parameters, which are dropped
"""

from crawler.urls.canonical_form import canonical

__all__ = ["canonical"]
