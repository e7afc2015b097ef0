"""A shop's server for webhooks and an SMTP server, on loopback: they note what comes, and when."""
import http.server, json, socketserver, threading, time

from daemon import expect


class Receiver:
    """Takes every webhook with 204 after `delay` seconds and notes it before it answers."""

    def __init__(self, delay=0.0):
        self.delay = delay
        self.changed = threading.Condition()
        # (id, type, shipment id, timestamp of the event, body, when, number)
        self.hooks = []
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.take(self.headers["webhook-id"], self.path, body)
                if receiver.delay:
                    time.sleep(receiver.delay)
                self.send_response_only(204)
                self.end_headers()

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads, request_queue_size = True, 256

            def handle_error(self, *_):
                pass  # a killed client

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def take(self, identity, path, body):
        now = time.monotonic()
        event = json.loads(body)
        shipment = event["data"]["shipment"]
        with self.changed:
            self.hooks.append(
                (identity, event["type"], shipment["id"], event["timestamp"], body, now, shipment["number"], path))
            self.changed.notify_all()

    def close(self):
        self.server.shutdown()


class Mailbox:
    """An SMTP server that takes everything (RFC 5321 as far as libcurl needs it) and notes when it said so."""

    def __init__(self):
        self.changed = threading.Condition()
        # (recipient, message, when)
        self.mails = []
        box = self

        class Handler(socketserver.StreamRequestHandler):
            disable_nagle_algorithm = True
            timeout = 60

            def handle(self):
                recipient = ""
                self.say("220 box")
                while line := self.rfile.readline():
                    verb = line[:4].upper()
                    if verb == b"DATA":
                        self.say("354 go on")
                        parts = []
                        while (part := self.rfile.readline()) not in (b".\r\n", b""):
                            parts.append(part)
                        with box.changed:
                            box.mails.append((recipient, b"".join(parts).decode(), time.monotonic()))
                            box.changed.notify_all()
                        self.say("250 taken")
                    elif verb == b"QUIT":
                        return self.say("221 bye")
                    else:
                        if verb == b"RCPT":
                            recipient = line.decode().partition("<")[2].partition(">")[0]
                        self.say("250 ok")

            def say(self, text):
                self.wfile.write(text.encode() + b"\r\n")

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address, daemon_threads, request_queue_size = True, True, 256

            def handle_error(self, *_):
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()


def add_endpoint(home, daemon, key, url):
    """Stores a webhook endpoint: through the API where the daemon has it, else as the daemon would seal it."""
    status, _, body = daemon.post("/v1/webhooks", key, {"url": url})
    if status == 201:
        return
    expect(status == 404, f"the endpoint is taken: {status} {body}")
    import base64, contextlib, hashlib, os, sqlite3
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    master = hashlib.sha256((home.path / "master").read_text().strip().encode()).digest()
    sealing = HKDF(SHA256(), 32, None, b"tidings secret box seal").derive(master)
    identity, nonce = "ep_" + os.urandom(6).hex(), os.urandom(12)
    secret = "whsec_" + base64.b64encode(os.urandom(32)).decode()
    sealed = nonce + AESGCM(sealing).encrypt(nonce, json.dumps([secret]).encode(), identity.encode())
    with contextlib.closing(sqlite3.connect(home.database, timeout=20)) as connection:
        connection.execute(
            "INSERT INTO webhook_endpoint (id, shop, url, secrets, created_at) VALUES (?, 'lumen', ?, ?, 1)",
            (identity, url, base64.b64encode(sealed).decode()))
        connection.commit()
