#!/usr/bin/env python3
"""`tidings serve` as a service: what it tells systemd, how it ends, how it begins again, the socket it is handed.

    python3 Tests/Daemon/service.py [TEST]…
"""
import http.client, os, socket, subprocess, threading, time

from daemon import PATIENCE, PROGRAM, Carrier, Daemon, Home, expect, free_port, run, wait_until


class NotifySocket:
    """What systemd would hear (sd_notify(3))."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(path)
        self.socket.settimeout(PATIENCE)
        self.heard = []

    def wait_for(self, word):
        while not any(word in message.split("\n") for message in self.heard):
            try:
                self.heard.append(self.socket.recv(4096).decode())
            except TimeoutError:
                expect(False, f"{word} was not heard; {self.heard} was")

    def drain(self):
        self.socket.setblocking(False)
        try:
            while True:
                self.heard.append(self.socket.recv(4096).decode())
        except BlockingIOError:
            return self.heard


def notifies(address=None):
    home = Home()
    path = address or str(home.path / "notify")
    systemd = NotifySocket("\0" + path[1:] if path.startswith("@") else path)
    daemon = home.serve(
        wait=False, environment={"NOTIFY_SOCKET": path, "WATCHDOG_USEC": "3000000"})
    try:
        systemd.wait_for("READY=1")
        # At once, without another try: ready means that it answers.
        expect(daemon.get("/readyz")[0] == 200, "the port answers as soon as READY=1 is told")
        systemd.wait_for("WATCHDOG=1")
        expect(daemon.stop() == 0, "SIGTERM ends it with 0")
        systemd.wait_for("STOPPING=1")
        expect(systemd.drain()[-1] == "STOPPING=1", f"nothing comes after STOPPING=1: {systemd.heard}")
    finally:
        daemon.kill()
        home.clear()


def notify_socket():
    """READY=1 once the port answers, WATCHDOG=1, STOPPING=1."""
    notifies()


def abstract_notify_socket():
    """The same where systemd's socket lies in the abstract name space."""
    notifies(f"@tidings-test-{os.getpid()}")


def request_in_flight():
    """SIGTERM in the middle of a request: it is answered and stored, nothing new is taken, exit 0."""
    home = Home()
    key = home.shop_with_key()
    path = str(home.path / "notify")
    systemd = NotifySocket(path)
    daemon = home.serve(environment={"NOTIFY_SOCKET": path})
    try:
        body = b'{"number": "00340434161094042557", "carrier": "dhl", "order": "L-1"}'
        with socket.create_connection(("127.0.0.1", home.port), timeout=PATIENCE) as client:
            client.sendall(
                b"POST /v1/shipments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + f"Authorization: Bearer {key}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body[:20])
            # An answered request of another connection proves that the server has read on since.
            expect(daemon.get("/readyz")[0] == 200, "it answers")
            daemon.process.terminate()
            systemd.wait_for("STOPPING=1")
            wait_until(lambda: not accepts(home.port), "nothing new is accepted")
            client.sendall(body[20:])
            answer = http.client.HTTPResponse(client)
            answer.begin()
            expect(answer.status == 201, f"the request in flight is answered: {answer.status}")
        expect(daemon.stop() == 0, "exit 0")
        expect(home.rows("SELECT count(*) FROM shipment") == [(1,)], "and stored")
    finally:
        daemon.kill()
        home.clear()


def accepts(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True
    except OSError:
        return False


def idle_connection():
    """A browser that keeps its connection open does not hold the end up."""
    home = Home()
    daemon = home.serve()
    try:
        with socket.create_connection(("127.0.0.1", home.port), timeout=PATIENCE) as client:
            client.sendall(b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n")
            expect(client.recv(4096).startswith(b"HTTP/1.1 200"), "it answers")
            begin = time.monotonic()
            expect(daemon.stop() == 0, "exit 0")
            expect(time.monotonic() - begin < 20, "the end does not wait for an idle connection")
    finally:
        daemon.kill()
        home.clear()


def poll_in_flight():
    """SIGTERM while a carrier thinks: its answer is waited for and stored."""
    number = "00340434161094042557"
    carrier = Carrier({number: {
        "id": number, "service": "parcel-de", "status": {}, "events": [{
            "timestamp": time.strftime("%Y-%m-%dT00:00:00"), "statusCode": "transit", "statusDetailed": "LDTMV_MVMTV_AA",
            "description": "scan"}]}})
    carrier.hold = threading.Event()
    home = Home(carrier)
    key = home.shop_with_key()
    path = str(home.path / "notify")
    systemd = NotifySocket(path)
    daemon = home.serve(environment={"NOTIFY_SOCKET": path})
    try:
        status = daemon.post("/v1/shipments", key, {"number": number, "carrier": "dhl"})[0]
        expect(status == 201, f"the shipment is taken: {status}")
        carrier.wait_for(1)
        daemon.process.terminate()
        systemd.wait_for("STOPPING=1")
        carrier.hold.set()
        expect(daemon.stop() == 0, "exit 0")
        found = home.rows("SELECT state, last_outcome, lease_owner FROM shipment")
        expect(found == [("in_transit", "tracked", None)], f"the answer is stored: {found}")
    finally:
        carrier.close()
        daemon.kill()
        home.clear()


def starts_again():
    """One daemon a database: a second is refused while the first lives, and works after it."""
    home = Home()
    first = home.serve()
    try:
        refused = subprocess.run(
            [PROGRAM, "serve", "--config", home.config], env=home.environment, capture_output=True, text=True,
            timeout=PATIENCE)
        expect(refused.returncode == 1, f"the second ends with {refused.returncode}")
        expect("another tidings works on" in refused.stderr, f"and says why: {refused.stderr}")
        expect(first.answers(), "the first goes on")
        expect(first.stop() == 0, "exit 0")
        again = home.serve()
        expect(again.stop() == 0, "the next start works")
        third = home.serve()
        third.kill()
        last = home.serve()
        expect(last.stop() == 0, "and one after SIGKILL")
    finally:
        first.kill()
        home.clear()


def socket_activation():
    """systemd opens the port and hands it over as descriptor 3; what connects before the start is answered."""
    home = Home()
    port = free_port()
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(16)
    early = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    early.sendall(b"GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    configured, home.port = home.port, port
    # sd_listen_fds(3) wants the process's own id, which only a shell that becomes the program knows.
    handing = f"exec 3<&{listener.fileno()}; export LISTEN_FDS=1 LISTEN_PID=$$; exec \"$@\""
    daemon = home.serve(prefix=["/bin/bash", "-c", handing, "bash"], pass_fds=[listener.fileno()])
    try:
        expect(early.recv(4096).startswith(b"HTTP/1.1 200"), "the connection of before the start is answered")
        expect(not accepts(configured), "the configured address is not taken")
        expect(daemon.stop() == 0, "exit 0")
        # The socket is systemd's: it lives on, and the next daemon takes it.
        daemon = home.serve(prefix=["/bin/bash", "-c", handing, "bash"], pass_fds=[listener.fileno()])
        expect(daemon.stop() == 0, "a second start on the same socket")
    finally:
        early.close()
        listener.close()
        daemon.kill()
        home.clear()


if __name__ == "__main__":
    run([
        notify_socket, abstract_notify_socket, request_in_flight, idle_connection, poll_in_flight, starts_again,
        socket_activation,
    ])
