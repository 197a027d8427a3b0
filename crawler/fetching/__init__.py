"""Requests and responses on their way: politeness, safety and the account of what was sent.

Downloader middlewares, engine first:

    100  robots.RobotsMiddleware                     instead of Scrapy's
    550  retry_after.RetryAfterMiddleware            instead of Scrapy's
    570  private_addresses.PrivateAddressMiddleware  behind retries: what it refuses is not retried
    575  conditional.Conditional                     what has not changed is not read again
    580  redirects.MetaRefreshes                     instead of Scrapy's
    585  walls.Walls                                 challenge and consent pages are no pages
    590  unpacking.Unpacking                         instead of Scrapy's HttpCompressionMiddleware
    600  redirects.Redirects                         instead of Scrapy's
    950  accounting.Accounting                       last: counts what is sent

Extensions crawl_delay.CrawlDelay (after AutoThrottle) and closing.QuickClose, the add-on
identity.Identity, the scheduler's host_queue.HostQueue, the download handler heads.BoundedHandler
and the DNS resolver private_addresses.PublicResolver. What they refuse is an exception of
`refusals`, which carries the outcome of the address.
"""
