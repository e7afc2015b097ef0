#!/usr/bin/env python3
"""SIGKILL at random instants while shipments are accepted, polled and told to a real receiver of webhooks.

    python3 Tests/Daemon/kill_outbox.py [--kills 200] [--seed N]

Holds: every request that was answered 200 or 201 is there, a repeated one gives the same shipment; every event that was
ever seen in the database is still there and reaches the receiver; no event comes under a second id or with another body;
at the receiver, first arrivals are in order.
"""
import argparse, datetime, http.client, itertools, json, random, sqlite3, contextlib, sys, threading, time

from daemon import Carrier, Failed, Home, expect, wait_until
from kill_nine import SCANS, number
from receiver import Receiver, add_endpoint

WRITERS = 3


class Stories(dict):
    """Every answer about a number tells one scan more than the one before, until it is delivered."""

    def __init__(self):
        super().__init__()
        self.asked = {}
        self.lock = threading.Lock()

    def __contains__(self, wanted):
        return True

    def __getitem__(self, wanted):
        with self.lock:
            count = self.asked[wanted] = self.asked.get(wanted, 0) + 1
        now = datetime.datetime.now()
        events = [
            {
                "timestamp": (now - datetime.timedelta(hours=hours)).strftime("%Y-%m-%dT%H:00:00"),
                "location": {"address": {"addressLocality": "Kassel", "countryCode": "DE"}},
                "statusCode": status, "status": code, "statusDetailed": code, "description": f"scan {code}",
            }
            for hours, status, code in SCANS[: min(count, len(SCANS))]
        ]
        events.reverse()
        return {
            "id": wanted, "service": "parcel-de", "status": events[0], "events": events,
            "origin": {"address": {"countryCode": "DE"}}, "destination": {"address": {"countryCode": "DE"}},
        }


class Load:
    """Posts shipments without a pause; whatever is not answered is posted again, until it is."""

    def __init__(self, home, key):
        self.home, self.key = home, key
        self.serials = itertools.count(1_000_000)
        self.accepted, self.wrong = {}, []
        self.ended = threading.Event()
        self.threads = [threading.Thread(target=self.post, daemon=True) for _ in range(WRITERS)]
        for thread in self.threads:
            thread.start()

    def post(self):
        connection = None
        while not self.ended.is_set():
            wanted = number(next(self.serials))
            while not self.ended.is_set():
                try:
                    if connection is None:
                        connection = http.client.HTTPConnection("127.0.0.1", self.home.port, timeout=10)
                    connection.request(
                        "POST", "/v1/shipments", json.dumps({"number": wanted, "carrier": "dhl", "country": "DE"}),
                        {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"})
                    answer = connection.getresponse()
                    body = answer.read()
                except (OSError, http.client.HTTPException):
                    connection = None
                    time.sleep(0.01)
                    continue
                if answer.status in (200, 201):
                    self.accepted[wanted] = json.loads(body)["id"]
                    break
                if answer.status not in (429, 503):
                    self.wrong.append((answer.status, body[:200]))
                    break
                time.sleep(0.01)
            time.sleep(0.01)

    def end(self):
        self.ended.set()
        for thread in self.threads:
            thread.join(20)


def change(home, statement):
    with contextlib.closing(sqlite3.connect(home.database, timeout=20)) as connection:
        connection.execute(statement)
        connection.commit()


def events(home):
    """What was ever to be told: sequence → what it is."""
    return {
        row[0]: row[1:] for row in home.rows(
            "SELECT n.sequence, s.id, n.kind, n.episode FROM news n JOIN shipment s ON s.seq = n.shipment")}


def judge(home, load, receiver, seen):
    stored = dict(home.rows("SELECT number, id FROM shipment"))
    lost = [one for one, identity in load.accepted.items() if stored.get(one) != identity]
    expect(not lost, f"{len(lost)} accepted shipments are not there, as {lost[:3]}")
    expect(not load.wrong, f"odd answers: {load.wrong[:3]}")
    told = events(home)
    gone = [sequence for sequence, what in seen.items() if told.get(sequence) != what]
    expect(not gone, f"{len(gone)} events are gone or others, as {gone[:3]}")
    bodies, first, ids = {}, [], {}
    for identity, kind, shipment, moment, body, *_ in receiver.hooks:
        expect(bodies.setdefault(identity, body) == body, f"{identity} came with two bodies")
        row = told.get(int(identity.removeprefix("evt_")))
        expect(row is not None and row[:2] == (shipment, kind), f"{identity} is {kind} of {shipment}, stored is {row}")
        known = ids.setdefault((kind, shipment, moment), identity)
        expect(known == identity, f"{kind} of {shipment} came as {known} and as {identity}")
        if not first or identity not in first_seen(first):
            first.append(identity)
    wanted = {f"evt_{sequence}" for sequence in told}
    expect(set(bodies) == wanted, f"{len(wanted - set(bodies))} events never came, {len(set(bodies) - wanted)} are unknown")
    order = [int(identity.removeprefix("evt_")) for identity in first]
    expect(order == sorted(order), "first arrivals are out of order")
    return len(told)


def first_seen(first, cache={}):
    """The set of a growing list."""
    known = cache.setdefault(id(first), [set(), 0])
    known[0].update(first[known[1]:])
    known[1] = len(first)
    return known[0]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    options = parser.parse_args()
    dice = random.Random(options.seed)
    print(f"kill -9, outbox: seed {options.seed}, {options.kills} kills", flush=True)
    receiver = Receiver(delay=0.002)
    carrier = Carrier(Stories())
    home = Home(carrier)
    with home.config.open("a") as out:
        out.write("webhooks_to_this_machine: true\n")
    seen, early, moments = {}, 0, []
    begin = time.monotonic()
    try:
        key = home.shop_with_key()
        daemon = home.serve()
        add_endpoint(home, daemon, key, receiver.url)
        load = Load(home, key)
        for index in range(options.kills):
            if dice.random() < 0.2:
                # While it starts.
                moment = dice.random() * 0.3
                early += 1
            else:
                daemon.wait_ready()
                moment = dice.random() * 0.5
            moments.append(moment)
            time.sleep(moment)
            expect(daemon.process.poll() is None, f"the daemon ended by itself: {daemon.last_words()}")
            daemon.kill()
            now = events(home)
            gone = [sequence for sequence, what in seen.items() if now.get(sequence) != what]
            expect(not gone, f"after kill {index + 1} {len(gone)} events are gone, as {gone[:3]}")
            seen = now
            # Every parcel that is under way has news at once.
            change(home, "UPDATE shipment SET next_poll_at = 1 WHERE next_poll_at IS NOT NULL")
            if (index + 1) % 20 == 0:
                print(
                    f"  {index + 1} kills: {len(load.accepted)} accepted, {len(seen)} events, {len(receiver.hooks)} came",
                    flush=True)
            daemon = home.serve(wait=False)
        daemon.wait_ready()
        load.end()
        wait_until(
            lambda: home.rows(
                "SELECT (SELECT count(*) FROM news WHERE expanded_at IS NULL)"
                " + (SELECT count(*) FROM delivery WHERE state <> 'sent')"
                " + (SELECT count(*) FROM shipment WHERE last_polled_at IS NULL)")[0][0] == 0,
            "everything is polled and delivered", patience=300)
        expect(daemon.stop() == 0, "SIGTERM ends the daemon with 0")
        expect(home.rows("PRAGMA integrity_check") == [("ok",)], "PRAGMA integrity_check is ok")
        count = judge(home, load, receiver, seen)
        expect(count > options.kills, f"only {count} events: too little to lose")
        again = len(receiver.hooks) - count
        print(
            f"kill -9, outbox: {options.kills} kills ({early} while it started) in {time.monotonic() - begin:.0f} s:"
            f" {len(load.accepted)} accepted requests and {count} events there, each under one id and in order;"
            f" {again} webhooks came a second time, with the same id")
    finally:
        carrier.close()
        receiver.close()
        home.clear()


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(f"kill -9, outbox: FAILED: {failure}")
    except ModuleNotFoundError as missing:
        print(f"kill -9, outbox: skipped, {missing} (needed where the API cannot take an endpoint)")
