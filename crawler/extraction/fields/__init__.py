"""The fields of an article besides its text: the candidates of each, and the choice. Pure.

One module a field (`title`, `authors`, `agencies`, `dates`, `section_and_tags`, `images`,
`page_type`), with helpers beside it: `bylines` (a line read as a byline, by `byline_parts` and
`name_forms`), `printed_bylines`, `date_candidates` (with `visible_dates`, `date_places`,
`date_reader` and `page_country`),
`breadcrumb_text`, `captions` and `credits`, `video_players`.
"""
