"""The audit of the project's dependencies: licences and known vulnerabilities (`make audit`).

`__main__` runs the tools, `licences` decides which licences are allowed.
"""
