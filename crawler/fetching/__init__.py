"""Scrapy's downloader layer: politeness, safety, and the count of what was sent.

Downloader middlewares, engine first:

    50   kept_bodies.KeptBodies                       what need not be sent ends here
    100  robots.RobotsMiddleware                      instead of Scrapy's
    550  retry.RetryAfterMiddleware                   instead of Scrapy's
    570  private_addresses.PrivateAddressMiddleware   behind retries: a refused address is final
    575  conditional.ConditionalRequests              unchanged pages and sources end here
    580  redirects.MetaRefreshes                      instead of Scrapy's
    585  block_pages.BlockPages                       challenge and consent pages end here
    590  decompression.BodyDecompressor               instead of Scrapy's HttpCompressionMiddleware
    600  redirects.Redirects                          instead of Scrapy's
    950  request_counts.RequestCounter                last: counts what is sent

Extensions: politeness.CrawlDelay (after AutoThrottle) and shutdown.QuickShutdown. Add-on:
identity.Identity. Scheduler queue: politeness.HostQueue. Download handler:
short_bodies.ShortBodyHandler, a header_limit.BoundedHeaderHandler. DNS resolver:
private_addresses.PublicResolver.

`request_publisher` finds the publisher of a request. `errors` holds the exceptions they raise, each
with the outcome of its address; `moved_paths` lists the import paths of an earlier version, which
settings may still name. Begin with `robots` and `retry`.
"""
