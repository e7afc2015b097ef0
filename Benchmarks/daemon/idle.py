"""An idle daemon with 100,000 shipments: start to ready, and resident memory after 20 s.

    idle.py [SHIPMENTS]
"""

import statistics
import sys
import tempfile
import time

from daemon import Daemon, load


def main(shipments=100_000):
    with tempfile.TemporaryDirectory(prefix="tidings-idle-") as directory:
        daemon = Daemon(directory, shipments)
        starts = []
        for _ in range(4):
            with daemon.running() as ready:
                starts.append(ready)
        with daemon.running() as ready:
            starts.append(ready)
            time.sleep(20)
            resident, anonymous = daemon.resident()
    print(f"idle daemon, {shipments} shipments (load {load()})")
    print(f"  start to READY=1: median {statistics.median(starts) * 1000:.0f} ms of 5 "
          f"({min(starts) * 1000:.0f}–{max(starts) * 1000:.0f})")
    print(f"  resident after 20 s: {resident:.0f} MB (anonymous {anonymous:.0f} MB)")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
