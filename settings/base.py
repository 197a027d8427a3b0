"""Settings that differ from Scrapy's, with Scrapy's default in a comment, and this project's own.

This module imports nothing of the project: components are import paths. Environment variables give
what depends on the machine (MONGODB_URI, MONGODB_DATABASE, CONTACT, DATA_DIR); `-s NAME=VALUE`
overrides anything for one run.
"""

import os
from pathlib import Path

_ROOT = Path(__file__).parent.parent

BOT_NAME = "warraq"  # scrapybot
SPIDER_MODULES = ["crawler.spiders"]  # []
NEWSPIDER_MODULE = "crawler.spiders"  # ""
COMMANDS_MODULE = "crawler.commands"  # ""

# --- identity; the add-on makes USER_AGENT of name, version and contact, and refuses to start a
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
CRAWL_DELAY_MAX = 60.0  # seconds; a longer Crawl-delay is capped, with a warning
RETRY_AFTER_MAX = 120.0  # seconds; an address with a longer Retry-After is given up for this run
RETRY_TIMES = 2  # 2
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # ERROR; the address ends in a counted outcome
RETRY_BACKOFF = 2.0  # seconds a busy host pauses where it names none, doubled with each strike
COOKIES_ENABLED = False  # True; articles need none, and paywalls count pages with them
ALLOW_PRIVATE_ADDRESSES = False  # no outlet is on loopback or in a private network
TWISTED_DNS_RESOLVER = "crawler.fetching.private_addresses.PublicResolver"  # refuses private ones

# --- what is fetched
DOWNLOAD_HANDLERS = {
    # HTTP11DownloadHandler
    **dict.fromkeys(("http", "https"), "crawler.fetching.short_bodies.ShortBodyHandler"),
    **dict.fromkeys(("data", "file", "ftp", "s3")),  # None turns Scrapy's handlers off
}
DOWNLOAD_TIMEOUT = 30.0  # 180; for the whole response, however slowly it drips
# 1 GiB; a sitemap may have 50 MB, but 32 MiB of text hold 100,000 links
DOWNLOAD_MAXSIZE = 32 << 20
DOWNLOAD_WARNSIZE = 16 << 20  # 32 MiB
DOWNLOAD_VERIFY_CERTIFICATES = False  # False; many outlets let them expire, and pages are public
REDIRECT_MAX_TIMES = 5  # 20
METAREFRESH_MAXDELAY = 5  # 100; a page that reloads itself every minute is no redirect
URLLENGTH_LIMIT = 8192  # 2083; percent-encoding makes six characters of an Arabic letter
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "ar,en;q=0.3",  # en
}
# Kinds of sources whose links are followed.
DISCOVERY_SOURCES = ["sitemap", "feed", "listing"]
LISTING_PAGES_MAX = 500  # section pages of a site in one run, and pages of one feed
ARTICLE_LIMIT = 0  # 0: no limit
SINCE = None
UNTIL = None
REFETCH = "due"  # known articles are requested when due, conditionally; all: always, as if new
SOURCES = "all"  # due: only feeds, sitemaps and listings that are due by their own pace
PACE_FLOOR = 300.0  # seconds between two requests for one source, at least
PACE_CEILING = 86400.0  # seconds, at most
PUBLISHERS_DIR = str(_ROOT / "crawler" / "publishers")

# First in, first out, because links come newest first. Scrapy's default is last in, first out.
SCHEDULER = "crawler.crawl.scheduler.LimitedScheduler"
SCHEDULER_PRIORITY_QUEUE = "crawler.fetching.politeness.HostQueue"  # DownloaderAwarePriorityQueue
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
SCHEDULER_DISK_QUEUE = "crawler.crawl.job_queue.JobQueue"  # PickleFifoDiskQueue

# --- extraction
EXTRACTION_WORKERS = 0  # processes; 0: one per core
EXTRACTION_TIMEOUT = 20.0  # seconds for one page
EXTRACTION_MEMORY_MB = 2048  # address space of one worker

# --- time; a simulation names a clock of its own
CLOCK = "crawler.clock.utcnow"

# --- storage
# Implements Database of crawler.state.interfaces, for commands.
DATABASE = "pipelines.database.MongoDatabase"
LEARNING_ENABLED = True  # boilerplate and body containers, from an outlet's own pages
# Implements BoilerplateStore: what is learned of each outlet.
LEARNED = "pipelines.collections.boilerplate.MongoBoilerplateStore"
# Implements CrawlState: the states of pages and sources, kept between runs.
STATE = "pipelines.collections.sources.MongoCrawlState"
# Ages of an article (m, h, d since it was first seen) at which its page is requested again, to find
# edits, most of which come within hours. "": never.
RECHECK_AGES = "1h, 6h, 24h, 7d"
RECHECK_ENABLED = True  # a crawl of an outlet requests its articles that are due
RECHECK_LIMIT = 1000  # pages in one run, the longest due first; the others stay due
# Implements RecheckQueue: the pages that are due.
RECHECKS = "pipelines.collections.sources.MongoRecheckQueue"
DATA_DIR = os.environ.get("DATA_DIR", str(_ROOT / "data"))
MONGODB_URI = os.environ.get("MONGODB_URI", "")  # "": the embedded server
EMBEDDED_SERVER = str(_ROOT / ".embedded")  # its program, or the folder it is installed in
MONGODB_DATABASE = os.environ.get("MONGODB_DATABASE", "warraq")
STORE_BATCH_SIZE = 100
STORE_BATCH_SECONDS = 0.5
RECORD_ENABLED = True  # the collections runs, pages, rejected and outlets, beside articles
# Settings written into the document of a run: they explain why two runs differ, and hold no secret.
RECORDED_SETTINGS = [
    *("BOT_NAME", "CONTACT", "MONGODB_DATABASE", "DISCOVERY_SOURCES", "LISTING_PAGES_MAX"),
    *("ARTICLE_LIMIT", "SINCE", "UNTIL", "ALLOW_PRIVATE_ADDRESSES", "ROBOTSTXT_OBEY"),
    *("REFETCH", "SOURCES", "PACE_FLOOR", "PACE_CEILING"),
    *("CONCURRENT_REQUESTS", "CONCURRENT_REQUESTS_PER_DOMAIN", "DOWNLOAD_DELAY"),
    *("DOWNLOAD_TIMEOUT", "RETRY_TIMES", "AUTOTHROTTLE_ENABLED", "CRAWL_DELAY_MAX"),
    *("RETRY_AFTER_MAX", "EXTRACTION_WORKERS", "EXTRACTION_TIMEOUT", "EXTRACTION_MEMORY_MB"),
    *("RECHECK_AGES", "RECHECK_ENABLED", "RECHECK_LIMIT"),
    *("STORE_BATCH_SIZE", "STORE_BATCH_SECONDS", "STORE_PATIENCE"),
]
STORE_PATIENCE = 60.0  # seconds to wait for a lost server before articles go to the spool file

# --- standing crawls
# Implements CrawlSchedule: when outlets are due, and their leases.
SCHEDULE = "pipelines.collections.leases.MongoCrawlSchedule"
LEASE_SECONDS = 120.0  # until a killed crawl's outlets are free; >= 1.5 x STORE_PATIENCE
WATCH_LOOK = 1.0  # seconds between two looks for outlets that are due and rounds that are over
WATCH_ROUNDS = 32  # outlets crawled at the same time; more wait, or go to another instance
# Seconds between two rounds of an outlet none of whose sources and pages has a due time; also the
# pause after a failed round, doubled with each in a row.
WATCH_PACE = 900.0

# --- components
DOWNLOADER_MIDDLEWARES = {
    # Scrapy's, each replaced below by one in its place.
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.fetching.kept_bodies.KeptBodies": 50,  # before anything asks a host
    "crawler.fetching.robots.RobotsMiddleware": 100,  # RFC 9309
    "crawler.fetching.retry.RetryAfterMiddleware": 550,
    "crawler.fetching.private_addresses.PrivateAddressMiddleware": 570,
    "crawler.fetching.conditional.ConditionalRequests": 575,  # compares decoded bodies
    "crawler.fetching.redirects.MetaRefreshes": 580,
    # Reads decoded bodies, before MetaRefreshes follows them.
    "crawler.fetching.block_pages.BlockPages": 585,
    "crawler.fetching.decompression.BodyDecompressor": 590,
    "crawler.fetching.redirects.Redirects": 600,  # keeps articles on the publisher's site
    "crawler.fetching.request_counts.RequestCounter": 950,  # last: counts what is sent
}
EXTENSIONS = {
    "scrapy.extensions.feedexport.FeedExporter": None,  # replaced by the next
    "crawler.extensions.exports.CountingExporter": 0,
    "pipelines.recorders.runs.RunRecorder": 100,
    "pipelines.recorders.page_outcomes.PageOutcomeRecorder": 200,
    "pipelines.recorders.outlet_accounts.OutletAccountRecorder": 300,
    "crawler.fetching.politeness.CrawlDelay": 500,  # after AutoThrottle, to correct its delay
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
# 100; items of one response in work. A response gives one item, and Scrapy starts so many tasks.
CONCURRENT_ITEMS = 2
# 5 MB; bytes of the bodies in work. Scrapy's limit is some twenty pages, too few for a batch.
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 32 << 20

# --- reporting
LOG_LEVEL = "INFO"  # DEBUG
LOGSTATS_INTERVAL = 60.0  # 60.0
STATS_DUMP = False  # True; a harvest's report and the document in `runs` say it better
TELNETCONSOLE_ENABLED = False  # True
REMOTE_CONTROL_ENABLED = False  # True
# In a CSV file of Scrapy's exporter a headline may be run as a formula.
FEED_EXPORTERS = {"csv": "crawler.extensions.exports.CsvExporter"}
FEED_EXPORT_ENCODING = "utf-8"  # None: \\u escapes, unreadable for people
PROGRESS_ENABLED = False  # `harvest` turns it on
PROGRESS_SECONDS = 10.0  # between two plain lines where there is no terminal
