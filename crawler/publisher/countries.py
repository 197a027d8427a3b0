"""Arab countries: code, zone and top-level domain.

Extraction reads the dates of outlets without a publisher file by them; drafts of publisher files
are made of them.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class ArabCountry:
    """An Arab country.

    `code` is ISO 3166-1 alpha-2; in lower case it is the country's top-level domain as well.
    `arabic_domain` is the top-level domain in Arabic letters, where there is one.
    """

    code: str
    timezone: str
    arabic_domain: str | None = None


ARAB_COUNTRIES = (
    ArabCountry("AE", "Asia/Dubai", arabic_domain="امارات"),
    ArabCountry("BH", "Asia/Bahrain", arabic_domain="البحرين"),
    ArabCountry("DJ", "Africa/Djibouti"),
    ArabCountry("DZ", "Africa/Algiers", arabic_domain="الجزائر"),
    ArabCountry("EG", "Africa/Cairo", arabic_domain="مصر"),
    ArabCountry("IQ", "Asia/Baghdad", arabic_domain="عراق"),
    ArabCountry("JO", "Asia/Amman", arabic_domain="الاردن"),
    ArabCountry("KM", "Indian/Comoro"),
    ArabCountry("KW", "Asia/Kuwait"),
    ArabCountry("LB", "Asia/Beirut"),
    ArabCountry("LY", "Africa/Tripoli"),
    ArabCountry("MA", "Africa/Casablanca", arabic_domain="المغرب"),
    ArabCountry("MR", "Africa/Nouakchott", arabic_domain="موريتانيا"),
    ArabCountry("OM", "Asia/Muscat", arabic_domain="عمان"),
    ArabCountry("PS", "Asia/Hebron", arabic_domain="فلسطين"),
    ArabCountry("QA", "Asia/Qatar", arabic_domain="قطر"),
    ArabCountry("SA", "Asia/Riyadh", arabic_domain="السعودية"),
    ArabCountry("SD", "Africa/Khartoum", arabic_domain="سودان"),
    ArabCountry("SO", "Africa/Mogadishu"),
    ArabCountry("SY", "Asia/Damascus", arabic_domain="سورية"),
    ArabCountry("TN", "Africa/Tunis", arabic_domain="تونس"),
    ArabCountry("YE", "Asia/Aden", arabic_domain="اليمن"),
)


def find_country_by_domain(url: str) -> ArabCountry | None:
    """Return the country of a canonical address's top-level domain, else None."""
    top_level_domain = (urlsplit(url).hostname or "").rpartition(".")[2]
    return next(
        (
            country
            for country in ARAB_COUNTRIES
            if top_level_domain in (country.code.lower(), country.arabic_domain)
        ),
        None,
    )


def find_country_by_code(code: str | None) -> ArabCountry | None:
    """Return the country of an ISO 3166-1 alpha-2 code, else None."""
    return next((country for country in ARAB_COUNTRIES if country.code == code), None)
