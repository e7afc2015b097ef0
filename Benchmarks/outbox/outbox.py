#!/usr/bin/env python3
"""What the outbox delivers in a second, beside libcurl alone; and how long news take from the carrier to people.

    Benchmarks/outbox/outbox.py rates|latency [--count N]

`TIDINGS_PROGRAM` names the daemon, which should be built with optimization.
"""
import argparse, contextlib, json, os, pathlib, re, secrets, socket, sqlite3, statistics, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
os.environ.setdefault("TIDINGS_PROGRAM", str(ROOT / "Benchmarks" / ".build" / "release" / "tidings"))
sys.path.insert(0, str(ROOT / "Tests" / "Daemon"))
from daemon import PROGRAM, Carrier, Home, expect, free_port, wait_until  # noqa: E402
from kill_nine import number, story  # noqa: E402
from receiver import Mailbox, Receiver, add_endpoint  # noqa: E402

ENDPOINTS = 16
MAILS_AT_ONCE = 16


def now_ms():
    return int(time.time() * 1000)


class Sink:
    """The C program that takes webhooks and mails."""

    def __init__(self, folder):
        self.ports = [free_port() for _ in range(3)]
        for name in ("sink", "floor"):
            libraries = ["-lcurl"] if name == "floor" else []
            subprocess.run(
                ["cc", "-O2", "-D_GNU_SOURCE", "-o", folder / name, HERE / f"{name}.c", *libraries], check=True)
        self.folder = folder
        self.process = subprocess.Popen(
            [folder / "sink", *map(str, self.ports)], stdout=subprocess.PIPE, text=True)
        self.process.stdout.readline()

    def counts(self):
        with socket.create_connection(("127.0.0.1", self.ports[2])) as control:
            words = control.makefile().readline().split()
        return {"http": (int(words[1]), float(words[2]), float(words[3])),
                "smtp": (int(words[5]), float(words[6]), float(words[7]))}

    def floor(self, kind, count, parallel, content):
        """libcurl alone: how many in a second."""
        file = self.folder / "content"
        file.write_bytes(content)
        port = self.ports[0 if kind == "http" else 1]
        done = subprocess.run(
            [self.folder / "floor", kind, str(port), str(count), str(parallel), file], check=True, capture_output=True,
            text=True)
        return count / float(done.stdout)

    def close(self):
        self.process.kill()


def write(home, statements):
    with contextlib.closing(sqlite3.connect(home.database, timeout=20)) as connection:
        for statement, rows in statements:
            connection.executemany(statement, rows)
        connection.commit()


def add_shipments(home, count, due):
    """Parcels under way, polled before."""
    moment = now_ms()
    rows = [
        (secrets.token_hex(16), number(serial), f"L-{serial}", moment - 86_400_000, moment - 3_600_000, moment - 3_600_000, due(serial))
        for serial in range(count)]
    write(home, [(
        "INSERT INTO shipment (id, shop, carrier, number, generation, order_number, country, source, state, needs_action,"
        " delay_level, is_return, created_at, last_polled_at, last_seen_at, failures, version, next_poll_at)"
        " VALUES (?, 'lumen', 'dhl', ?, 1, ?, 'DE', 'api', 'in_transit', 'none', 'none', 0, ?, ?, ?, 0, 2, ?)", rows)])
    return [row[0] for row in rows]


def add_news(home, per_shipment=1):
    moment = now_ms()
    seqs = [row[0] for row in home.rows("SELECT seq FROM shipment ORDER BY seq")]
    write(home, [(
        "INSERT INTO news (shipment, kind, episode, at, is_bad) VALUES (?, 'delay.late', ?, ?, 1)",
        [(seq, f"late/{turn}", moment) for turn in range(per_shipment) for seq in seqs])])


def subscribe(home, ids):
    moment = now_ms() - 3_600_000
    write(home, [(
        "INSERT INTO subscription (id, shop, scope, subject, channel, address, language, wishes, text_version, asked_at,"
        " asks, confirmed_at) VALUES (?, 'lumen', 'shipment', ?, 'email', ?, 'de', 'all', 'x', ?, 1, ?)",
        [(secrets.token_hex(16), one, f"n{index}@example.org", moment, moment) for index, one in enumerate(ids)])])


def configure(home, smtp_port):
    with home.config.open("a") as out:
        out.write("webhooks_to_this_machine: true\nlog_level: warning\n")
        out.write(
            "mail:\n  from: news@shop.example\n"
            f"  relay: {{ host: 127.0.0.1, port: {smtp_port}, security: none }}\n")


def endpoints(home, key, url, count):
    daemon = home.serve()
    for index in range(count):
        add_endpoint(home, daemon, key, f"{url}?{index}")
    daemon.stop()


def processor_seconds(process):
    fields = open(f"/proc/{process.pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def drain(home, sink, kind, wanted):
    """Lets the daemon deliver what waits: how many in a second, and processor time of one in µs."""
    before = sink.counts()[kind][0]
    daemon = home.serve(wait=False)
    started = time.monotonic()
    # The first may have come while it was starting.
    wait_until(lambda: sink.counts()[kind][0] > before, "the first came", patience=120)
    first = time.monotonic()
    begun = sink.counts()[kind][0]
    used = processor_seconds(daemon.process)
    wait_until(lambda: sink.counts()[kind][0] - before >= wanted, f"all {wanted} came", patience=170)
    last = sink.counts()[kind][2]
    used = processor_seconds(daemon.process) - used
    rest = before + wanted - begun
    daemon.stop()
    expect(sink.counts()[kind][0] - before == wanted, "none came twice")
    return rest / max(last - first, 1e-9), 1e6 * used / max(rest, 1), first - started


def content_of(home, kind):
    if kind == "http":
        return home.rows("SELECT body FROM event LIMIT 1")[0][0].encode()
    return b"Subject: x\r\n\r\n" + (b"y" * 70 + b"\r\n") * 150


def rates(count):
    with tempfile.TemporaryDirectory() as folder:
        sink = Sink(pathlib.Path(folder))
        try:
            for kind, title, beside, shipments, hooks in (
                ("http", "webhooks, 1 endpoint, in order", 1, count, 1),
                ("http", f"webhooks, {ENDPOINTS} endpoints", ENDPOINTS, count // ENDPOINTS * 4, ENDPOINTS),
                ("smtp", f"mails, {MAILS_AT_ONCE} at a time", MAILS_AT_ONCE, count // 2, 0),
            ):
                home = Home()
                try:
                    configure(home, sink.ports[1])
                    key = home.shop_with_key()
                    if hooks:
                        endpoints(home, key, f"http://127.0.0.1:{sink.ports[0]}/hook", hooks)
                    ids = add_shipments(home, shipments, lambda _: None)
                    if not hooks:
                        subscribe(home, ids)
                    add_news(home)
                    wanted = shipments * max(hooks, 1)
                    ours, microseconds, _ = drain(home, sink, kind, wanted)
                    floor = sink.floor(kind, max(wanted, 2000), beside, content_of(home, kind))
                    print(
                        f"{title}: {ours:.0f}/s, {microseconds:.0f} µs of processor time each;"
                        f" libcurl alone {floor:.0f}/s: {100 * ours / floor:.0f} %", flush=True)
                finally:
                    home.clear()
        finally:
            sink.close()


class Answers(dict):
    """Every number has one scan more than is known: the parcel was delivered. Notes when that was answered."""

    def __init__(self):
        super().__init__()
        self.when = {}

    def __contains__(self, wanted):
        return True

    def __getitem__(self, wanted):
        import datetime

        told = story(4, datetime.datetime.now(), more=1)
        told["id"] = wanted
        self.when.setdefault(wanted, time.monotonic())
        return told


def latency(count):
    receiver, box, answers = Receiver(), Mailbox(), Answers()
    carrier = Carrier(answers)
    home = Home(carrier)
    try:
        configure(home, box.port)
        endpoints(home, home.shop_with_key(), receiver.url, 1)
        begin = now_ms() + 3000
        ids = add_shipments(home, count, lambda serial: begin + serial * 60)
        subscribe(home, ids)
        addresses = {f"n{index}@example.org": number(index) for index in range(count)}
        daemon = home.serve()
        wait_until(
            lambda: len(box.mails) >= count and len({hook[6] for hook in receiver.hooks}) >= count,
            "everything was told", patience=170)
        daemon.stop()
        mails, hooks = {}, {}
        for address, _, when in box.mails:
            mails.setdefault(addresses[address], when)
        for hook in receiver.hooks:
            if hook[1] == "shipment.delivered":
                hooks.setdefault(hook[6], hook[5])
        for title, found in (("webhook delivered", hooks), ("mail accepted", mails)):
            taken = sorted(1000 * (found[one] - answers.when[one]) for one in found)
            expect(len(taken) == count, f"{title}: {len(taken)} of {count}")
            print(
                f"from the carrier's answer to {title}: p50 {statistics.median(taken):.1f} ms,"
                f" p99 {taken[int(len(taken) * 0.99)]:.1f} ms, worst {taken[-1]:.1f} ms ({count} parcels)", flush=True)
    finally:
        for one in (receiver, box, carrier):
            one.close()
        home.clear()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["rates", "latency"])
    parser.add_argument("--count", type=int)
    options = parser.parse_args()
    load = open("/proc/loadavg").read().split()[0]
    print(f"{time.strftime('%F')} · {os.cpu_count()} cores · load {load} · {PROGRAM}", flush=True)
    if options.what == "rates":
        rates(options.count or 4000)
    else:
        latency(options.count or 500)
