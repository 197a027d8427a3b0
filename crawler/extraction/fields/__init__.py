"""The fields of an article besides its text: the candidates of each, and the choice. Pure.

- `title_candidates`, and `title`, which weighs them
- `date_candidates` (with `visible_dates`, `date_places`, `date_reader`, `page_country`), and
  `dates`, which weighs them
- `printed_bylines`, `bylines` (a line read as a byline, by `byline_parts` and `name_forms`),
  `authors` and `agencies`; authors are weighed in `extraction.author_choice`
- `page_features`, and `page_type`, which weighs them by `page_type_weights`; `video_players`
- `section_and_tags`, `breadcrumb_text`; `images`, `captions`, `credits`
"""
