"""What the daemon's tests share: a folder with a configuration, the real executable, and a carrier on loopback."""
import contextlib, http.client, http.server, json, os, pathlib, socket, sqlite3, subprocess, sys, tempfile, threading, time, urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("TIDINGS_PROGRAM", ROOT / ".build" / "debug" / "tidings"))
# Long enough for a slow machine; reached only where something hangs.
PATIENCE = 60


class Failed(Exception):
    """What a test found, in a sentence."""


def expect(holds, sentence):
    if not holds:
        raise Failed(sentence)


def wait_until(holds, sentence, patience=PATIENCE):
    """Looks again until `holds()` gives something true, and returns it."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        found = holds()
        if found:
            return found
        time.sleep(0.02)
    raise Failed(f"not within {patience} s: {sentence}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Carrier:
    """DHL's Unified API as far as a poll needs it: every number has one story, told the same way each time."""

    def __init__(self, stories, key="carrier-key"):
        self.stories, self.key = stories, key
        self.answered, self.delay = 0, 0.0
        self.hold = None
        self.changed = threading.Condition()
        carrier = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                carrier.answer(self)

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 256

            def handle_error(self, *_):
                pass  # a killed client

        self.server = Server(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, request):
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(request.path).query)
        number = query.get("trackingNumber", [""])[0]
        if self.delay:
            time.sleep(self.delay)
        with self.changed:
            self.answered += 1
            self.changed.notify_all()
        if self.hold:
            self.hold.wait()
        if request.headers.get("DHL-API-Key") != self.key:
            status, body = 401, {"title": "Unauthorized", "status": 401}
        elif number not in self.stories:
            status, body = 404, {"title": "No result found", "status": 404}
        else:
            status, body = 200, {"shipments": [self.stories[number]]}
        data = json.dumps(body).encode()
        request.send_response(status)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)

    def wait_for(self, count):
        """Until `count` requests in all were taken."""
        with self.changed:
            expect(
                self.changed.wait_for(lambda: self.answered >= count, PATIENCE),
                f"the carrier was asked {self.answered} times, not {count}")

    def close(self):
        if self.hold:
            self.hold.set()
        self.server.shutdown()


class Home:
    """A temporary folder with everything that `tidings serve` needs."""

    def __init__(self, carrier=None, **extra):
        self.folder = tempfile.TemporaryDirectory(prefix="tidings-test-")
        self.path = pathlib.Path(self.folder.name)
        self.database = self.path / "tidings.sqlite"
        self.port = free_port()
        (self.path / "master").write_text("0123456789abcdef" * 4 + "\n")
        (self.path / "dhl").write_text("carrier-key\n")
        lines = [
            f"listen: {{ host: 127.0.0.1, port: {self.port} }}",
            f"public_url: http://127.0.0.1:{self.port}",
            f"database: {self.database}",
            f"master_key: {{ file: {self.path}/master }}",
        ]
        if carrier:
            lines += [
                "accounts:", "  - carrier: dhl", "    api: unified", "    per_day: 1000000", "    per_second: 10000",
                "    concurrency: 16", f"    base: {carrier.base}",
                f"    secrets: {{ api_key: {{ file: {self.path}/dhl }} }}",
            ]
        self.config = self.path / "tidings.yaml"
        self.config.write_text("\n".join(lines) + "\n")
        self.environment = {**os.environ, "TIDINGS_DATA": str(ROOT)}
        for name in ("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "LISTEN_FDS", "LISTEN_PID"):
            self.environment.pop(name, None)

    def command(self, *words, check=True, **options):
        done = subprocess.run(
            [PROGRAM, *words, "--config", self.config], env=self.environment, capture_output=True, text=True,
            timeout=PATIENCE, **options)
        if check:
            expect(done.returncode == 0, f"tidings {' '.join(map(str, words))}: {done.stderr.strip()}")
        return done

    def shop_with_key(self):
        """A shop and the secret of its key."""
        self.command("shop", "add", "lumen", "--name", "Lumen", "--country", "DE", "--carrier", "dhl")
        return next(
            word for word in self.command("key", "add", "lumen").stdout.split() if word.startswith("tk_"))

    def serve(self, **options):
        return Daemon(self, **options)

    def rows(self, statement):
        """Reads the file beside the daemon."""
        with contextlib.closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10)) as connection:
            return connection.execute(statement).fetchall()

    def clear(self):
        self.folder.cleanup()


class Daemon:
    """`tidings serve`, running."""

    def __init__(self, home, environment={}, prefix=[], wait=True, **options):
        self.home = home
        self.log = open(home.path / "log", "ab")
        self.process = subprocess.Popen(
            [*prefix, PROGRAM, "serve", "--config", home.config], env={**home.environment, **environment},
            stdout=self.log, stderr=self.log, **options)
        if wait:
            self.wait_ready()

    def wait_ready(self):
        wait_until(self.answers, "the daemon is ready")

    def answers(self):
        expect(self.process.poll() is None, f"the daemon ended with {self.process.returncode}: {self.last_words()}")
        try:
            return self.get("/readyz")[0] == 200
        except OSError:
            return False

    def get(self, path, headers={}, method="GET", body=None):
        """Status, headers and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.home.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body=body, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            connection.close()

    def post(self, path, key, body):
        return self.get(
            path, {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}, "POST", json.dumps(body))

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        """SIGTERM; the exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Failed(f"the daemon did not end on SIGTERM: {self.last_words()}")

    def last_words(self):
        self.log.flush()
        return (self.home.path / "log").read_text(errors="replace")[-2000:]


def run(tests):
    """Runs the named functions (all without names), prints a line each, exits 1 where one failed."""
    wanted = sys.argv[1:]
    failures = 0
    for test in tests:
        if wanted and test.__name__ not in wanted:
            continue
        begin = time.monotonic()
        try:
            word = test() or "ok"
        except (Failed, OSError, http.client.HTTPException) as failure:
            failures += 1
            word = f"FAILED: {failure!r}"
        print(f"{test.__name__}: {word} ({time.monotonic() - begin:.1f} s)", flush=True)
    sys.exit(1 if failures else 0)
