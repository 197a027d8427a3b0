"""A hostile web: servers that lie, stall, flood and reset connections, and an outlet that attacks.

Begin with `server`, where each path has an act on the bare connection. `bodies` has the acts by the
outcome they must end in, `site` the pages of an attacking outlet, `certificates` TLS certificates.
"""
