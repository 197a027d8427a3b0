"""Kinds of pages (article, section, feed, …), judged from their addresses alone. Pure.

Begin with `classify`, which tries the rules in order.

- `classify`: the classifier and its first rules; `path_rules`, `query_rules`: the others;
  `verdicts`: what rules return.
- `parsed_url`: an address taken apart; `pagination`: page numbers; `url_dates`: calendar dates.
- `url_patterns`: keys that similar addresses share.
- `url_words`: the words of all rules, as data.
"""
