"""Every choice that differs from Scrapy's, with Scrapy's default beside it.

Imports nothing of ours: components stand as import paths. Environment variables give what belongs
to a machine (MONGODB_URI, CONTACT, DATA_DIR); `-s NAME=VALUE` overrides anything for one run.
"""

import os
from pathlib import Path

_ROOT = Path(__file__).parent.parent

BOT_NAME = "warraq"  # scrapybot
SPIDER_MODULES = ["crawler.spiders"]  # []
NEWSPIDER_MODULE = "crawler.spiders"  # ""
COMMANDS_MODULE = "crawler.commands"  # ""

# --- who we are; the add-on makes USER_AGENT of name, version and contact, and refuses to start a
# crawl without what the two REQUIRE_ settings demand
ADDONS = {"crawler.fetching.identity.Identity": 0}  # {}
CONTACT = os.environ.get("CONTACT", "")  # a mail or web address of the crawl's operator
REQUIRE_CONTACT = False
REQUIRE_MONGODB_URI = False

# --- politeness
ROBOTSTXT_OBEY = True  # False
CONCURRENT_REQUESTS = 32  # 16; over all hosts
CONCURRENT_REQUESTS_PER_DOMAIN = 2  # 8
DOWNLOAD_DELAY = 0.25  # 0; seconds between two requests to one host, AutoThrottle's floor
AUTOTHROTTLE_ENABLED = True  # False
AUTOTHROTTLE_START_DELAY = 0.5  # 5.0
AUTOTHROTTLE_MAX_DELAY = 30.0  # 60.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.5  # 1.0
CRAWL_DELAY_MAX = 60.0  # a longer Crawl-delay is capped, and said so
RETRY_AFTER_MAX = 120.0  # seconds; a longer Retry-After gives the address up for this run
RETRY_TIMES = 2  # 2
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # ERROR; the address ends in a counted outcome
RETRY_BACKOFF = 2.0  # seconds, doubled with each strike, where a busy host names none
COOKIES_ENABLED = False  # True; articles need none, and paywall counters live on them
ALLOW_PRIVATE_ADDRESSES = False  # loopback and private networks are never an outlet
TWISTED_DNS_RESOLVER = "crawler.fetching.private_addresses.PublicResolver"  # checks what it gives

# --- what is fetched
DOWNLOAD_HANDLERS = {
    **dict.fromkeys(
        ("http", "https"), "crawler.fetching.header_limit.BoundedHeaderHandler"
    ),  # HTTP11…Handler
    **dict.fromkeys(("data", "file", "ftp", "s3")),  # handlers of Scrapy's; never fetched here
}
DOWNLOAD_TIMEOUT = 30.0  # 180; of the whole answer, however it drips
DOWNLOAD_MAXSIZE = 32 << 20  # 1 GiB; sitemaps may have 50 MB, but 32 MiB of text hold 100,000 links
DOWNLOAD_WARNSIZE = 16 << 20  # 32 MiB
DOWNLOAD_VERIFY_CERTIFICATES = False  # False; many outlets let them lapse, pages are public
REDIRECT_MAX_TIMES = 5  # 20
METAREFRESH_MAXDELAY = 5  # 100; a page that reloads itself every minute is no redirect
URLLENGTH_LIMIT = 8192  # 2083; percent-encoding makes six characters of an Arabic letter
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "ar,en;q=0.3",  # en
}
DISCOVERY_SOURCES = ["sitemap", "feed", "listing"]
LISTING_PAGES_MAX = 500  # section pages a site and run; pages of one feed
ARTICLE_LIMIT = 0  # 0: no limit
SINCE = None
UNTIL = None
REFETCH = "due"  # known articles are asked for when due, conditionally; all: every time, as if new
SOURCES = "all"  # due: only feeds, sitemaps and listings whose time has come by their own pace
PACE_FLOOR = 300.0  # seconds between two requests for one source, at least
PACE_CEILING = 86400.0  # and at most
PUBLISHERS_DIR = str(_ROOT / "crawler" / "publishers")

# First in, first out: links come newest first. Scrapy's default is last in, first out.
SCHEDULER = "crawler.crawl.scheduler.LimitedScheduler"
SCHEDULER_PRIORITY_QUEUE = "crawler.fetching.politeness.HostQueue"  # DownloaderAwarePriorityQueue
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
SCHEDULER_DISK_QUEUE = "scrapy.squeues.PickleFifoDiskQueue"

# --- extraction
EXTRACTION_WORKERS = 0  # processes; 0: one a core
EXTRACTION_TIMEOUT = 20.0  # seconds a page
EXTRACTION_MEMORY_MB = 2048  # address space a worker

# --- time: who says what time it is; a simulation names its own
CLOCK = "crawler.clock.utcnow"

# --- storage
DATABASE = "pipelines.database.MongoDatabase"
LEARNING_ENABLED = True  # chrome and containers, from an outlet's own pages
LEARNED = "pipelines.collections.boilerplate.MongoBoilerplateStore"
# What is known of addresses and sources from earlier runs.
STATE = "pipelines.collections.sources.MongoCrawlState"
# Ages (m, h, d) of an article, since it was first seen, at which its page is looked at again; edits
# come mostly within hours. "": never.
RECHECK_AGES = "1h, 6h, 24h, 7d"
RECHECK_ENABLED = True  # a crawl of an outlet asks for its pages that are due
RECHECK_LIMIT = 1000  # pages a run, the longest due first; the others stay due
RECHECKS = "pipelines.collections.sources.MongoRecheckQueue"
DATA_DIR = os.environ.get("DATA_DIR", str(_ROOT / "data"))
MONGODB_URI = os.environ.get("MONGODB_URI", "")  # "": the embedded server
EMBEDDED_SERVER = str(_ROOT / ".embedded")  # its program, or the folder it was installed into
MONGODB_DATABASE = os.environ.get("MONGODB_DATABASE", "warraq")
STORE_BATCH_SIZE = 100
STORE_BATCH_SECONDS = 0.5
RECORD_ENABLED = True  # runs, pages, rejected and outlets beside the articles
STORE_PATIENCE = 60.0  # seconds a lost server is waited for before articles go to the spool file

# --- standing crawls
SCHEDULE = "pipelines.collections.leases.MongoCrawlSchedule"
LEASE_SECONDS = 120.0  # a killed one's outlets are free after that; >= 1.5 x STORE_PATIENCE
WATCH_LOOK = 1.0  # seconds between two looks at what is due and what is over
WATCH_ROUNDS = 32  # outlets asked at the same time; more wait, or are left to another instance
WATCH_PACE = 900.0  # seconds between two rounds of an outlet whose sources do not say when

# --- components
DOWNLOADER_MIDDLEWARES = {
    # Scrapy's, each replaced by ours of the same place.
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.fetching.robots.RobotsMiddleware": 100,  # RFC 9309 by status, host and port
    "crawler.fetching.retry.RetryAfterMiddleware": 550,
    "crawler.fetching.private_addresses.PrivateAddressMiddleware": 570,
    "crawler.fetching.conditional.ConditionalRequests": 575,  # behind HttpCompression: compares bodies
    "crawler.fetching.redirects.MetaRefreshes": 580,
    "crawler.fetching.block_pages.BlockPages": 585,  # on unpacked bodies, before their refreshes
    "crawler.fetching.decompression.BodyDecompressor": 590,
    "crawler.fetching.redirects.Redirects": 600,  # not off the publisher's site
    "crawler.fetching.request_counts.RequestCounter": 950,  # nearest the network: what was really sent
}
EXTENSIONS = {
    "scrapy.extensions.feedexport.FeedExporter": None,  # replaced by ours
    "crawler.extensions.exports.CountingExporter": 0,
    "pipelines.recorders.runs.RunRecorder": 100,
    "pipelines.recorders.page_outcomes.PageOutcomeRecorder": 200,
    "pipelines.recorders.outlet_accounts.OutletAccountRecorder": 300,
    "crawler.fetching.politeness.CrawlDelay": 500,  # after AutoThrottle: its word comes last
    "crawler.fetching.shutdown.QuickShutdown": 500,
    "crawler.extensions.process_tuning.ProcessTuning": 600,
    "crawler.extensions.progress.Progress": 900,
}
ITEM_PIPELINES = {
    "pipelines.clean.CleanPipeline": 100,
    "pipelines.validate.ValidatePipeline": 200,
    "pipelines.deduplicate.DeduplicatePipeline": 300,
    "pipelines.store.StorePipeline": 800,
    "pipelines.learn.LearnPipeline": 850,
    "pipelines.expectations.ExpectationsPipeline": 900,
}
# 100; items of one response: ours give one each, and Scrapy starts so many tasks for each response.
CONCURRENT_ITEMS = 2
# 5 MB; bytes of the bodies in work. Some twenty pages of real size would be no batch for the store.
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 32 << 20

# --- reporting
LOG_LEVEL = "INFO"  # DEBUG
LOGSTATS_INTERVAL = 60.0  # 60.0
STATS_DUMP = False  # True; the closing table and the runs document tell it better
TELNETCONSOLE_ENABLED = False  # True
REMOTE_CONTROL_ENABLED = False  # True
FEED_EXPORTERS = {
    "csv": "crawler.extensions.exports.CsvExporter"
}  # Scrapy's lets headlines be formulas
FEED_EXPORT_ENCODING = "utf-8"  # None: \\u escapes, which nobody reads
PROGRESS_ENABLED = False  # `harvest` turns it on
PROGRESS_SECONDS = 10.0  # between two plain lines where there is no terminal
