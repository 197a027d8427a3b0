"""Settings for tests against servers on loopback: short waits, private addresses allowed."""

from settings.base import *  # noqa: F403

ALLOW_PRIVATE_ADDRESSES = True
AUTOTHROTTLE_ENABLED = False
DOWNLOAD_DELAY = 0
CONCURRENT_REQUESTS_PER_DOMAIN = 8
DOWNLOAD_TIMEOUT = 1.5
RETRY_TIMES = 1
RETRY_BACKOFF = 0.05
EXTRACTION_WORKERS = 1
STORE_BATCH_SECONDS = 0.05
STORE_PATIENCE = 5.0
LOGSTATS_INTERVAL = 0
