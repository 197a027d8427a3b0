"""A page as it was served, read once for all fields. Pure.

`page` parses it; `json_ld`, `meta_tags` and `semantic_markup` read what it declares;
`class_names`, `class_words`, `boilerplate_elements` and `site_header` know its parts by their
names; `publisher_selectors` applies selectors, `text_match` compares texts.
"""
