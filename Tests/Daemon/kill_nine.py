#!/usr/bin/env python3
"""SIGKILL in the middle of a thousand polls, several times: the final content equals that of a run without it.

    python3 Tests/Daemon/kill_nine.py [SEED]
"""
import contextlib, csv, datetime, random, shutil, sqlite3, sys, time

from daemon import Carrier, Failed, Home, expect, wait_until

COUNT = 1000
KILLS = 5
# Scans of one parcel, hours before now, with DHL's detailed codes. At first a parcel has 1 to 5 of them; before the
# polls that are killed it gets one more.
SCANS = [
    (70, "pre-transit", "PARCV_NRQRD_VA"), (46, "transit", "PCKDU_PUBCR_AE"), (44, "transit", "LDTMV_MVMTV_AA"),
    (30, "transit", "ULFMV_UNLDD_EE"), (6, "transit", "SRTED_NRQRD_PO"), (2, "delivered", "DLVRD_ACCPT_ZU"),
]


def number(serial):
    digits = f"3404342135{serial:07d}"
    total = sum(int(digit) * (3 if index % 2 == 0 else 1) for index, digit in enumerate(reversed(digits)))
    return f"00{digits}{-total % 10}"


def story(serial, now, more=0):
    events = [
        {
            "timestamp": (now - datetime.timedelta(hours=hours, minutes=serial % 50)).strftime("%Y-%m-%dT%H:%M:%S"),
            "location": {"address": {"addressLocality": "Kassel", "countryCode": "DE"}},
            "statusCode": status, "status": code, "statusDetailed": code, "description": f"scan {code}",
        }
        for hours, status, code in SCANS[: serial % (len(SCANS) - 1) + 1 + more]
    ]
    events.reverse()
    return {
        "id": number(serial), "service": "parcel-de", "status": events[0], "events": events,
        "origin": {"address": {"countryCode": "DE"}}, "destination": {"address": {"countryCode": "DE"}},
    }


def shipments(home):
    """A thousand new shipments, half of them with a promise that has passed."""
    file = home.path / "orders.csv"
    with open(file, "w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["number", "carrier", "order", "promise", "country"])
        for serial in range(COUNT):
            promise = (datetime.date.today() - datetime.timedelta(days=3)).isoformat() if serial % 2 else ""
            writer.writerow([number(serial), "dhl", f"L-{serial}", promise, "DE"])
    home.shop_with_key()
    home.command("shipment", "import", file, "--shop", "lumen")


def content(home):
    """What a customer could see, without the moments at which we happened to look."""
    found = {}
    for row in home.rows(
            "SELECT number, state, detail, reason, state_since, delay_level, last_outcome, failures FROM shipment"):
        found[row[0]] = {"shipment": row[1:], "checkpoints": [], "news": []}
    for row in home.rows(
            "SELECT s.number, c.position, c.dedupe_key, c.local_seconds, c.meaning, c.state, c.code, c.words"
            " FROM checkpoint c JOIN shipment s ON s.seq = c.shipment ORDER BY s.number, c.position"):
        found[row[0]]["checkpoints"].append(row[1:])
    for row in home.rows(
            "SELECT s.number, n.kind, n.episode FROM news n JOIN shipment s ON s.seq = n.shipment"
            " ORDER BY s.number, n.kind, n.episode"):
        # The episode of a delay names the moment at which it was noticed.
        episode = row[2].split("/")[0] if row[1].startswith("delay.") else row[2]
        found[row[0]]["news"].append((row[1], episode))
    return found


def polled(home):
    """How many were polled and are not due again."""
    return home.rows(
        "SELECT count(*) FROM shipment WHERE last_polled_at IS NOT NULL AND coalesce(next_poll_at, 2) > 1")[0][0]


def make_due(home):
    """Everything at once, in the database file alone, so that it can be copied."""
    with contextlib.closing(sqlite3.connect(home.database)) as connection:
        connection.execute("UPDATE shipment SET next_poll_at = 1")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def finish(home):
    """Runs the daemon until every shipment was polled and judged, then stops it."""
    daemon = home.serve()
    begin = time.monotonic()
    wait_until(lambda: polled(home) == COUNT, f"all {COUNT} shipments are polled")
    wait_until(
        lambda: home.rows(
            "SELECT count(*) FROM shipment WHERE next_assess_at <= 1000 * strftime('%s')")[0][0] == 0,
        "all shipments are judged")
    expect(daemon.stop() == 0, "SIGTERM ends the daemon with 0")
    leased = home.rows("SELECT count(*) FROM shipment WHERE lease_owner IS NOT NULL")[0][0]
    expect(leased == 0, f"{leased} shipments are still leased after the daemon ended")
    expect(home.rows("PRAGMA integrity_check") == [("ok",)], "PRAGMA integrity_check is ok")
    return time.monotonic() - begin


def main():
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else random.SystemRandom().randrange(1 << 32)
    dice = random.Random(seed)
    print(f"kill -9: seed {seed}", flush=True)
    now = datetime.datetime.now() - datetime.timedelta(days=4)
    carrier = Carrier({number(serial): story(serial, now) for serial in range(COUNT)})
    calm, killed = Home(carrier), Home(carrier)
    try:
        shipments(calm)
        finish(calm)
        make_due(calm)
        carrier.stories = {number(serial): story(serial, now, more=1) for serial in range(COUNT)}
        shutil.copy(calm.database, killed.database)
        seconds = finish(calm)
        expected = content(calm)
        told = sum(any(kind.startswith("shipment.") for kind, _ in one["news"]) for one in expected.values())
        expect(told > COUNT / 2, f"only {told} shipments have news to lose")
        left = COUNT
        for _ in range(KILLS):
            # Somewhere in the first three quarters of what would be asked now: always in the middle of polls.
            moment = dice.randrange(1, max(2, left // 4))
            target = carrier.answered + moment
            daemon = killed.serve(wait=False)
            carrier.wait_for(target)
            time.sleep(dice.random() / 50)
            expect(daemon.process.poll() is None, f"the daemon ended by itself: {daemon.last_words()}")
            daemon.kill()
            done = polled(killed)
            leased = killed.rows("SELECT count(*) FROM shipment WHERE lease_owner IS NOT NULL")[0][0]
            left = COUNT - done
            print(f"killed after {moment} requests: {done} stored, {leased} leased", flush=True)
            expect(left > 0, "the kill came too late")
        again = finish(killed)
        found = content(killed)
        different = [number for number in expected if found.get(number) != expected[number]]
        for one in different[:3]:
            print(f"  without a kill {expected[one]}\n  with kills     {found.get(one)}")
        expect(found.keys() == expected.keys() and not different, f"{len(different)} shipments differ")
        news = sum(len(one["news"]) for one in found.values())
        print(f"kill -9: {COUNT} shipments and {news} news equal; {seconds:.1f} s without, {again:.1f} s after kills")
    finally:
        carrier.close()
        calm.clear()
        killed.clear()


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(f"kill -9: FAILED: {failure}")
