"""Standing crawls of a moving newsroom: the database has every planned event exactly once."""

from datetime import timedelta

import pytest

from tests.newsroom.outlets import OUTLETS
from tests.whole_crawls.standing import plan
from tests.whole_crawls.standing.checking import find_wrong_articles, measure_latencies
from tests.whole_crawls.standing.driver import Driver, start_of
from tests.whole_crawls.standing.moving import MovingNewsroom
from tests.whole_crawls.workbench import Workbench

START = start_of(2026, 10, 1)
SECTIONS = {kind.slug: tuple(kind.sections) for kind in OUTLETS}


def run_plan(
    bench: Workbench,
    slugs: list[str],
    *,
    days: float,
    quiet: float,
    step: timedelta,
    shares: plan.Shares,
    stops: int,
    kills: int,
) -> None:
    events = plan.make_plan(slugs, SECTIONS, start=START, days=days, quiet=quiet, shares=shares)
    with MovingNewsroom(slugs, START) as newsroom:
        newsroom.outlets[slugs[0]].false_validator = "fresh"
        driver = Driver(bench, newsroom, events, start=START, step=step)
        driver.run(START + timedelta(days=days), stops=stops, kills=kills)
        tally, served = driver.tally, len(newsroom.log)
        median, worst = measure_latencies(bench, newsroom, events, START)
        polls, rechecks = len(tally.polls), len(tally.rechecks)
        budget = len(events) + polls + rechecks
        print(
            f"{days:g} days, {len(slugs)} outlets: {len(events)} events, {polls} due polls, "
            f"{rechecks} due rechecks; {served} requests, {served / budget:.3f} of that; "
            f"from publication to storage {median} (median), {worst} (worst); {tally.steps} steps, "
            f"{tally.stopped} stops, {tally.killed} kills"
        )
        assert "\n".join(find_wrong_articles(bench, newsroom, events, START)) == ""
        assert served <= 1.15 * budget


def test_two_days_of_two_outlets(bench: Workbench) -> None:
    shares = plan.Shares(
        a_day=5,
        edited=0.4,
        deleted=0.2,
        copied=0.2,
        bursts=1,
        burst_size=12,
        changed=(2, 20),
    )
    run_plan(
        bench,
        ["madar", "shurufat"],
        days=2.3,
        quiet=1.3,
        step=timedelta(hours=3),
        shares=shares,
        stops=1,
        kills=1,
    )


@pytest.mark.soak
def test_thirty_days_of_five_outlets(bench: Workbench) -> None:
    run_plan(
        bench,
        [kind.slug for kind in OUTLETS],
        days=30,
        quiet=8,
        step=timedelta(minutes=15),
        shares=plan.Shares(),
        stops=5,
        kills=5,
    )
