"""Links read from what outlets publish: robots.txt, sitemaps, feeds and HTML pages. Pure.

Begin with `links`, the `Link` that every reader returns.

Readers:
- `sitemaps`, `feeds`: the entries of sitemaps, RSS and Atom; `json_feeds`: JSON Feed.
- `listings`: the links of an HTML page; `anchors` gathers its anchors, `anchor_words` reads their
  texts.
- `robots_txt`: the groups of a robots.txt that apply to one robot.
- `well_known_paths`: usual addresses of feeds and sitemaps.

Below the readers:
- `content_sniffing`: page, feed or sitemap; `source_text`: bytes to text; `source_dates`: dates to
  instants.
- `url_classifier`: the kind of page behind an address, from the address alone.
"""
