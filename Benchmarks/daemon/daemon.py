"""A release daemon on loopback with a filled database; used by pages.py and idle.py."""

import contextlib
import json
import os
import re
import socket
import subprocess
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BIN = os.path.join(ROOT, "Benchmarks", ".build", "release")
TIDINGS = os.path.join(BIN, "tidings")


def load():
    return open("/proc/loadavg").read().split()[0]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Daemon:
    """`tidings serve` in `directory`, whose database holds `shipments`."""

    def __init__(self, directory, shipments):
        self.port = free_port()
        self.config = os.path.join(directory, "tidings.yaml")
        key = os.path.join(directory, "master-key")
        database = os.path.join(directory, "tidings.sqlite")
        with open(key, "w") as file:
            file.write("b3Blbi1iZW5jaG1hcmtzLW9ubHktbm90LXNlY3JldA==\n")
        with open(self.config, "w") as file:
            file.write(
                f"listen: {{ host: 127.0.0.1, port: {self.port} }}\n"
                f"public_url: http://127.0.0.1:{self.port}\n"
                f"database: {database}\n"
                f"master_key: {{ file: {key} }}\n"
                "log_level: notice\n"
                # Nothing is due during a benchmark, so nobody is asked.
                "accounts:\n"
                "  - { carrier: dhl, api: unified, base: 'http://127.0.0.1:9', "
                f"secrets: {{ api_key: {{ file: {key} }} }} }}\n"
            )
        subprocess.run([os.path.join(BIN, "tidings-bench"), "fill", database, str(shipments)], check=True,
                       stdout=subprocess.DEVNULL)
        self.environment = dict(os.environ, TIDINGS_DATA=ROOT)
        self.process = None

    @contextlib.contextmanager
    def running(self):
        """Starts it; gives the seconds from start to READY=1."""
        address = "\0tidings-bench-%d" % os.getpid()
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
            notify.bind(address)
            notify.settimeout(60)
            environment = dict(self.environment, NOTIFY_SOCKET="@" + address[1:])
            began = time.monotonic()
            self.process = subprocess.Popen(
                [TIDINGS, "serve", "--config", self.config], env=environment, stderr=subprocess.DEVNULL)
            while b"READY=1" not in notify.recv(4096):
                pass
            ready = time.monotonic() - began
        try:
            yield ready
        finally:
            self.process.terminate()
            self.process.wait(30)

    def resident(self):
        """Resident and anonymous memory in MB."""
        status = open(f"/proc/{self.process.pid}/status").read()
        return tuple(int(re.search(name + r":\s+(\d+)", status)[1]) / 1024 for name in ("VmRSS", "RssAnon"))

    def page_paths(self, count):
        """Paths of tracking pages, by the shop's API."""
        key = subprocess.run([TIDINGS, "key", "add", "fjordlicht", "--config", self.config], check=True,
                             env=self.environment, capture_output=True, text=True).stdout.strip()
        paths, target = [], "/v1/shipments?limit=500"
        while target and len(paths) < count:
            request = urllib.request.Request(
                f"http://127.0.0.1:{self.port}{target}", headers={"Authorization": f"Bearer {key}"})
            with urllib.request.urlopen(request) as answer:
                body = json.load(answer)
                following = re.search(r"<([^>]*)>", answer.headers.get("Link", ""))
            paths += [re.search(r"/t/.*", one["links"]["page"])[0] for one in body["shipments"]]
            target = following and following[1]
        return paths
