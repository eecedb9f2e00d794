"""The scenes that come with the program: 1,000 draws of every kind against arithmetic written down without our engine."""

import math
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sdcards.collection.collection import read_estimates_file
from sdcards.collection.estimates import PlacedKind
from sdcards.notes.inputs import draw, places_in, pose
from sdcards.notes.judging import judge, solve
from sdcards.practice.scenes import SceneEntry

KINDS, PROBLEMS = read_estimates_file(Path(__file__).parents[2] / "cards")
SCENES = {f"{kind.name}/{scene.id}": scene for kind in KINDS for scene in kind.entry.scenes}
DRAWS = 1000

K, M, G, T, P = 1e3, 1e6, 1e9, 1e12, 1e15
MINUTE, HOUR, DAY = 60, 3600, 86_400
MS = 1e-3


def up(value: float) -> int:
    """The next whole number, whatever binary fractions add."""
    return math.ceil(value - 1e-9)


def of(percent: float) -> float:
    return percent / 100


# Each from what its scene tells, with the drawn numbers in the units of the scene, in the unit that it asks for.
BY_HAND: dict[str, Callable[..., float]] = {
    "rate/pictures-a-day": lambda users, posts: users * M * posts / DAY,
    "rate/payments-a-month": lambda payments: payments * G / (30 * DAY),
    "rate/meter-readings": lambda meters, interval: meters * M / (interval * MINUTE),
    "rate/searches-a-day": lambda searches: searches * G / DAY,
    "peak/friday-night-rides": lambda rides, factor: factor * (rides * M / DAY),
    "peak/breaking-news": lambda views, factor: factor * (views * M / DAY),
    "peak/busy-hour-logins": lambda logins, share: logins * M * of(share) / HOUR,
    "peak/tickets-on-sale": lambda fans, window: fans * K / window,
    "storage/chat-text-a-day": lambda users, messages, size: users * M * messages * size / G,
    "storage/videos-a-day": lambda hours, size: hours * K * size * G / T,
    "storage/short-links-over-years": lambda links, size, years: links * M * 12 * years * size / T,
    "storage/driver-positions": lambda drivers, interval, size: drivers * K * (DAY / interval) * size / G,
    "growth/events-kept-for-years": lambda daily, years, copies: copies * daily * G * 365 * years / T,
    "growth/nightly-backups": lambda size, nights: 2 * nights * size,
    "growth/mailboxes-with-headroom": lambda users, size, copies, full: copies * users * M * size * G / of(full) / P,
    "growth/documents-with-index": lambda docs, size, index, copies: (
        copies * (docs * M * size * K + of(index) * docs * M * size * K) / T
    ),
    "bandwidth/pictures-on-pages": lambda views, pictures, size: 8 * views * pictures * size * K / G,
    "bandwidth/video-calls-through-relays": lambda calls, people, rate: calls * K * people * rate * M / G,
    "bandwidth/rows-to-replicas": lambda writes, size, replicas: 8 * writes * K * size * K * replicas / M,
    "bandwidth/snapshot-in-a-window": lambda size, window: 8 * size * T / (window * HOUR) / G,
    "cache/sessions-in-memory": lambda users, size: users * M * size * K / G,
    "cache/hot-part-of-a-catalogue": lambda goods, size, hot: 1.5 * goods * M * of(hot) * size * K / G,
    "cache/feeds-of-post-ids": lambda users, posts, size: users * M * posts * size / G,
    "cache/ids-against-repeats": lambda rate, window, size: rate * K * window * MINUTE * size / G,
    "servers/picture-resizing": lambda images, cpu, cores, busy: up(images * cpu * MS / (cores * of(busy))),
    "servers/sockets-with-a-zone-lost": lambda phones, each, spare: up(phones * M / (each * K) * (1 + of(spare))),
    "servers/downloads-through-cards": lambda traffic, card, busy: up(traffic / (card * of(busy))),
    "servers/cache-nodes-for-reads": lambda reads, each, busy: up(reads * M / (each * K * of(busy))),
    "shards/rows-by-size": lambda rows, size, limit: up(rows * G * size * K / (limit * T)),
    "shards/shards-by-writes": lambda writes, each, busy: up(writes * K / (each * K * of(busy))),
    "shards/partitions-of-a-log": lambda events, size, each: up(events * K * size / (each * M)),
    "shards/shards-of-a-search-index": lambda docs, size, limit: up(docs * G * size * K / (limit * G)),
    "series/balancer-api-database": lambda balancer, api, database: 100 * of(balancer) * of(api) * of(database),
    "series/services-at-checkout": lambda n, each: 100 * math.prod([of(each)] * int(n)),
    "series/outside-logins-down": lambda n, each: 30 * 24 * (1 - math.prod([of(each)] * int(n))),
    "series/nightly-job-fails": lambda n, each: 365 * (1 - math.prod([of(each)] * int(n))),
    "parallel/any-replica-is-enough": lambda n, each: 100 * (1 - math.prod([1 - of(each)] * int(n))),
    "parallel/two-sites-down-together": lambda each: 30 * 24 * 60 * (1 - of(each)) * (1 - of(each)),
    "parallel/second-card-provider": lambda first, second: (100 - first) * (100 - second) / 100,
    "parallel/shards-with-two-replicas": lambda n, each: 100 * math.prod([1 - (1 - of(each)) ** 2] * int(n)),
    "latency/calls-across-an-ocean": lambda calls, trip, work: sum([trip + work] * int(calls)),
    "latency/mean-with-a-cache": lambda share, hit, miss: (share * hit + (100 - share) * miss) / 100,
    "latency/hops-of-a-request": lambda trip, balancer, service, n, query: trip + balancer + service + n * query,
    "latency/upload-from-a-phone": lambda size, rate, work: size * 8 / rate + work,
    "concurrency/requests-in-progress": lambda rate, time: rate * time * MS,
    "concurrency/people-in-an-app": lambda users, time: users * M * time / (24 * 60),
    "concurrency/phone-calls-at-the-peak": lambda calls, length, factor: factor * calls * M * length / (24 * 60),
    "concurrency/database-connections": lambda n, rate, time: n * rate * time * MS,
}
_SIZES = {"": 1.0, "billion": G, "million": M, "trillion": T}
_STEPS = {"k": K, "M": M, "G": G, "T": T, "P": P}


def last_value(step: str, unit: str) -> float:
    """The number that a step ends with, in ``unit``, read by eyes of our own: bytes and bits may stand in another step."""
    found = re.search(r"[=≈] ([\d,.]+) ?(million|billion|trillion|)\b ?([kMGTP]?)(B|bit)?", step)
    assert found, step
    scale = _STEPS.get(found[3], 1.0) / _STEPS.get(unit[0], 1.0) if found[4] else 1.0
    return float(found[1].replace(",", "")) * _SIZES[found[2]] * scale


def near(one: float, other: float, unit: str, tolerance: float) -> bool:
    """Whether two numbers are the same to a tolerance; of nines, what is missing to a hundred."""
    if unit == "%" and other > 90:
        one, other = 100 - one, 100 - other
    return math.isclose(one, other, rel_tol=tolerance)


def test_drills_of_the_deck_have_no_problem() -> None:
    assert PROBLEMS == ()


def test_there_are_twelve_kinds_and_every_scene_is_worked_out_by_hand() -> None:
    assert [kind.name for kind in KINDS] == [
        "rate", "peak", "storage", "growth", "bandwidth", "cache",
        "servers", "shards", "series", "parallel", "latency", "concurrency",
    ]  # fmt: skip
    assert set(SCENES) == set(BY_HAND)


def test_every_kind_is_documented() -> None:
    document = (Path(__file__).parents[2] / "docs" / "practice.md").read_text("utf-8")
    assert [kind.name for kind in KINDS if f"`{kind.name}`" not in document] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_thousand_drills_of_a_kind_have_the_answer_worked_out_by_hand(kind: PlacedKind) -> None:
    rng = random.Random(7)
    scenes = [f"{kind.name}/{scene.id}" for scene in kind.entry.scenes]
    for _ in range(DRAWS):
        scene = rng.choice(scenes)
        number = SCENES[scene].number()
        drawn = draw(number, rng)
        expected = BY_HAND[scene](**drawn)
        judged = judge(f"{expected!r} {number.unit}", number, drawn)
        assert judged.right, (scene, drawn)
        assert judged.off < 1 + 1e-9, (scene, drawn, expected, judged.result)
        assert near(last_value(judged.steps[-1], number.unit), expected, number.unit, 0.0051), (judged.steps, expected)
        assert judged.steps[-1].endswith((f" = {judged.result}", f" ≈ {judged.result}")), (judged.steps, judged.result)


@pytest.mark.parametrize("scene", SCENES.values(), ids=list(SCENES))
def test_question_shows_all_that_was_drawn_and_the_steps_begin_with_it(scene: SceneEntry) -> None:
    number = scene.number()
    for seed in range(20):
        drawn = draw(number, random.Random(seed))
        posed = pose(scene.ask, number, drawn)
        assert places_in(posed) == set()
        steps = solve(number, drawn).steps
        assert 1 <= len(steps) <= 6
        assert all(re.search(r" [=≈] ", step) for step in steps)


@pytest.mark.parametrize("scene", SCENES.values(), ids=list(SCENES))
def test_scene_is_not_always_the_same_sum(scene: SceneEntry) -> None:
    number = scene.number()
    results = {solve(number, draw(number, random.Random(seed))).result for seed in range(30)}
    assert len(results) >= 5
