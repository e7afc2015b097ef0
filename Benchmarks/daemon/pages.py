"""The tracking page: from the cache of rendered pages beside nginx with the same bytes, and first renders.

    pages.py [SHIPMENTS]

Needs nginx and wrk. 64 connections, one thread of wrk, rounds in turns; client and servers share the machine.
"""

import contextlib
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

from daemon import Daemon, free_port, load

ROUNDS, SECONDS = 5, 5


@contextlib.contextmanager
def nginx(directory, body):
    port = free_port()
    os.makedirs(os.path.join(directory, "www"))
    with open(os.path.join(directory, "www", "page.html"), "wb") as file:
        file.write(body)
    config = os.path.join(directory, "nginx.conf")
    with open(config, "w") as file:
        file.write(f"""
worker_processes 2;
pid {directory}/nginx.pid;
error_log {directory}/nginx.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; default_type text/html;
  open_file_cache max=10;
  server {{ listen 127.0.0.1:{port}; root {directory}/www; }}
}}
""")
    os.chmod(directory, 0o755)
    process = subprocess.Popen(["nginx", "-c", config, "-g", "daemon off;"], stderr=subprocess.DEVNULL)
    time.sleep(0.5)
    try:
        yield f"http://127.0.0.1:{port}/page.html", process.pid
    finally:
        process.terminate()
        process.wait(10)


def milliseconds(text):
    value, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", text).groups()
    return float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def processor_seconds(pid):
    """User and system time of a process and its children."""
    total = 0
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            with contextlib.suppress(OSError):
                fields = open(f"/proc/{entry}/stat").read().rsplit(")", 1)[1].split()
                if int(entry) == pid or int(fields[1]) == pid:
                    total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def wrk(url, pid, script=None):
    """Requests a second, p50 and p99 in ms, and the server's microseconds of processor time for a request."""
    used = processor_seconds(pid)
    command = ["wrk", "-t1", "-c64", f"-d{SECONDS}s", "--latency"] + (["-s", script] if script else []) + [url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "Non-2xx" not in said and "Socket errors" not in said, said
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    count = int(re.search(r"(\d+) requests in", said)[1])
    used = (processor_seconds(pid) - used) / count * 1e6
    return rate, *(milliseconds(re.search(rf"(?m)^\s+{at}%\s+(\S+)", said)[1]) for at in (50, 99)), used


def tell(name, rounds):
    rate, p50, p99, used = (statistics.median(column) for column in zip(*rounds))
    rates = [round[0] for round in rounds]
    print(f"  {name:<28} {rate:8.0f}/s ({min(rates):.0f}–{max(rates):.0f})  "
          f"p50 {p50:.2f} ms  p99 {p99:.2f} ms  {used:.0f} µs CPU")
    return rate


def main(shipments=100_000):
    with tempfile.TemporaryDirectory(prefix="tidings-pages-") as directory:
        daemon = Daemon(directory, shipments)
        with daemon.running():
            paths = daemon.page_paths(shipments)
            base = f"http://127.0.0.1:{daemon.port}"
            with urllib.request.urlopen(base + paths[0]) as answer:
                body = answer.read()
            # Every request another shipment: none of them is in the cache.
            script = os.path.join(directory, "distinct.lua")
            with open(os.path.join(directory, "paths"), "w") as file:
                file.write("\n".join(paths) + "\n")
            with open(script, "w") as file:
                file.write(f"""
local paths, at = {{}}, tonumber(os.getenv("FIRST") or "0")
function init(args)
  for path in io.lines("{directory}/paths") do paths[#paths + 1] = wrk.format("GET", path) end
end
function request() at = at % #paths + 1; return paths[at] end
""")
            print(f"tracking page of {len(body)} B (load {load()})")
            with nginx(directory, body) as (static, nginx_pid):
                pid, page = daemon.process.pid, base + paths[0]
                static_rounds, cached_rounds, first_rounds = [], [], []
                wrk(static, nginx_pid), wrk(page, pid)
                for index in range(ROUNDS):
                    static_rounds.append(wrk(static, nginx_pid))
                    cached_rounds.append(wrk(page, pid))
                    os.environ["FIRST"] = str(index * len(paths) // ROUNDS)
                    first_rounds.append(wrk(base, pid, script))
            floor = tell("nginx, static file", static_rounds)
            cached = tell("tidings, from the cache", cached_rounds)
            ratios = [one[0] / other[0] * 100 for one, other in zip(cached_rounds, static_rounds)]
            print(f"    share of nginx {statistics.median(ratios):.0f} % ({min(ratios):.0f}–{max(ratios):.0f})")
            tell("tidings, first render", first_rounds)
            print(f"    load {load()}")
            assert floor > 0 and cached > 0


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
