"""The layer over MongoDB's driver, which the rest of `pipelines` reaches only through it.

`client` has the connections (begin there), `client_options` their options, `operations` the writes,
results and indexes they take and return, `clock` the server's time, `writer_lock` the turns writers
take at some servers, `uris` passwords and database names in URIs. `documents` makes documents of
items, `extended_json` lines of documents, `batches` gathers entries into batches, and `spool` keeps
on disk what the database could not take.
"""
