"""Batches: flushed by size and by age, one at a time, while callers wait."""

import asyncio

import pytest

from pipelines.mongo.batches import Batcher


def test_a_full_batch_is_flushed_at_once() -> None:
    flushed: list[list[int]] = []

    async def flush(entries: list[int]) -> None:
        flushed.append(entries)

    async def work() -> None:
        batcher = Batcher(flush, size=3, seconds=60)
        await asyncio.gather(*(batcher.add(number) for number in range(6)))

    asyncio.run(work())
    assert flushed == [[0, 1, 2], [3, 4, 5]]


def test_an_old_batch_is_flushed_and_close_flushes_the_rest() -> None:
    flushed: list[list[int]] = []

    async def flush(entries: list[int]) -> None:
        flushed.append(entries)

    async def work() -> None:
        batcher = Batcher(flush, size=100, seconds=0.01)
        await batcher.add(1)
        batcher.add_nowait(2)
        await batcher.flush()
        await batcher.flush()

    asyncio.run(work())
    assert flushed == [[1], [2]]


def test_flushes_take_turns_and_adds_wait_for_theirs() -> None:
    under_way = 0
    most = 0

    async def flush(entries: list[int]) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.005)
        under_way -= 1

    async def work() -> None:
        batcher = Batcher(flush, size=1, seconds=60)
        adds = [asyncio.ensure_future(batcher.add(number)) for number in range(4)]
        await asyncio.wait(adds, return_when=asyncio.FIRST_COMPLETED)
        assert not adds[-1].done()
        await asyncio.gather(*adds)

    asyncio.run(work())
    assert most == 1


def test_what_a_flush_raises_reaches_every_add_of_its_batch_only() -> None:
    async def flush(entries: list[int]) -> None:
        if 1 in entries:
            raise OSError("no space")

    async def work() -> None:
        batcher = Batcher(flush, size=2, seconds=60)
        results = await asyncio.gather(
            *(batcher.add(number) for number in range(4)), return_exceptions=True
        )
        assert [type(result) for result in results] == [OSError, OSError, type(None), type(None)]
        cancelled = asyncio.ensure_future(batcher.add(5))
        await asyncio.sleep(0)
        cancelled.cancel()
        with pytest.raises(asyncio.CancelledError):
            await cancelled
        await batcher.add(6)

    asyncio.run(work())
