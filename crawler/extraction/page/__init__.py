"""A page as it was served, read once for all fields. Pure.

`page` parses it; `json_ld` (by `lenient_json`), `meta_tags`, `semantic_markup` and
`embedded_state` read what it declares and what its scripts hold; `page_identity`,
`declared_address` and `foreign_scopes` tell which of that is its own; `site_names` and
`site_header` know the site's part of it, `class_names`, `class_words` and `boilerplate_elements`
its parts by their names. `publisher_selectors` applies selectors, `text_match` compares texts,
`application_frame` knows pages that only scripts would fill.
"""
