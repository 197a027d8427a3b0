"""The Arab countries: top-level domain, zone and month names of each. For drafts of files."""

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Country:
    """`code` is ISO 3166-1 alpha-2, in lower case also the country's top-level domain.

    `domain` is the top-level domain in Arabic letters, where there is one.
    """

    code: str
    timezone: str
    months: str = "egyptian"
    domain: str | None = None


COUNTRIES = (
    Country("AE", "Asia/Dubai", domain="امارات"),
    Country("BH", "Asia/Bahrain", domain="البحرين"),
    Country("DJ", "Africa/Djibouti"),
    Country("DZ", "Africa/Algiers", "maghrebi", "الجزائر"),
    Country("EG", "Africa/Cairo", domain="مصر"),
    Country("IQ", "Asia/Baghdad", "levantine", "عراق"),
    Country("JO", "Asia/Amman", "levantine", "الاردن"),
    Country("KM", "Indian/Comoro"),
    Country("KW", "Asia/Kuwait"),
    Country("LB", "Asia/Beirut", "levantine"),
    Country("LY", "Africa/Tripoli"),
    Country("MA", "Africa/Casablanca", "moroccan", "المغرب"),
    Country("MR", "Africa/Nouakchott", "mauritanian", "موريتانيا"),
    Country("OM", "Asia/Muscat", domain="عمان"),
    Country("PS", "Asia/Hebron", "levantine", "فلسطين"),
    Country("QA", "Asia/Qatar", domain="قطر"),
    Country("SA", "Asia/Riyadh", domain="السعودية"),
    Country("SD", "Africa/Khartoum", domain="سودان"),
    Country("SO", "Africa/Mogadishu"),
    Country("SY", "Asia/Damascus", "levantine", "سورية"),
    Country("TN", "Africa/Tunis", "maghrebi", "تونس"),
    Country("YE", "Asia/Aden", domain="اليمن"),
)


def country_of(url: str) -> Country | None:
    """Return the country the top-level domain of a canonical address names, else None."""
    top = (urlsplit(url).hostname or "").rpartition(".")[2]
    return next((each for each in COUNTRIES if top in (each.code.lower(), each.domain)), None)


def by_code(code: str | None) -> Country | None:
    """Return the country of an ISO 3166-1 alpha-2 code, else None."""
    return next((each for each in COUNTRIES if each.code == code), None)
