"""The words extraction looks for. Data only: every Arabic literal of the package stands here.

Latin ones among them are what Arabic outlets leave untranslated in their templates. Begin with
`phrases`, which compiles lists of phrases. `learning`, `revisions` and `near_duplicates` read some
of these words too. The words of dates stand in `crawler.dates.words`.

- `people`: roles, organisations, words between names
- `byline_words`: labels and titles before names, words of outlets
- `given_names`, `datelines`: names by which a person is known, places that news comes from
- `agencies`: news agencies and their spellings
- `labels`: labels of sections, tags, captions and credits; titles of service and error pages;
  what frames of applications say
- `chrome`: labels and pointers to other articles inside and around a text
- `page_words`: words that lines of a page are made of; `page_sentences`: calls and disclaimers;
  `page_notes`: imprint, photos, end signs; `counters`: counters, ages, reading times
- `page_calls`: calls and pointers, as combinations of words
- `glued_phrases`: what is glued to a paragraph
"""
