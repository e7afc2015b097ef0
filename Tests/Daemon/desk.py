"""What a support agent does with commands beside the running daemon, and a shop's trial of its mails and endpoints."""
import json, socketserver, sys, threading

from daemon import Home, expect, run

NUMBER = "00340434161094042557"


class Mailbox:
    """An SMTP server on loopback that takes everything (RFC 5321, as far as a trial needs it)."""

    def __init__(self):
        self.mails = []
        box = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                self.say("220 box")
                while line := self.rfile.readline().decode().strip():
                    word = line.split(" ")[0].split(":")[0].upper()
                    if word == "DATA":
                        self.say("354 go on")
                        lines = []
                        while (part := self.rfile.readline()) not in (b".\r\n", b""):
                            lines.append(part)
                        box.mails.append(b"".join(lines).decode())
                        self.say("250 taken")
                    elif word == "QUIT":
                        self.say("221 bye")
                        return
                    else:
                        self.say("250 ok")

            def say(self, line):
                self.wfile.write((line + "\r\n").encode())

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address, daemon_threads = True, True

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def desk_commands():
    """hold, show, release, send, close and reopen, beside the daemon."""
    home = Home()
    key = home.shop_with_key()
    daemon = home.serve()
    try:
        status, _, body = daemon.post("/v1/shipments", key, {"number": NUMBER, "carrier": "dhl", "order": "4711"})
        expect(status == 201, f"the shipment is taken: {status} {body}")
        identity = json.loads(body)["id"]
        held = home.command("shipment", "hold", NUMBER, "--reason", "we call first").stdout
        expect("is held; 0 messages held back" in held, held)
        shown = home.command("shipment", "show", identity).stdout
        expect("hold by command: we call first" in shown and "  held      since " in shown, shown)
        status, _, body = daemon.get(
            f"/v1/shipments/{identity}/messages", {"Authorization": f"Bearer {key}"})
        log = json.loads(body)
        expect(status == 200 and log["actions"][0]["reason"] == "we call first", body)
        expect("is released" in home.command("shipment", "release", NUMBER).stdout, "release says so")
        refused = home.command("shipment", "send", NUMBER, check=False)
        expect(refused.returncode == 1 and "there is no news of" in refused.stderr, refused.stderr)
        home.command("shipment", "close", NUMBER, "--reason", "refunded")
        closed = json.loads(
            daemon.get(f"/v1/shipments/{identity}", {"Authorization": f"Bearer {key}"})[2])["closed"]
        expect(closed["reason"] == "refunded", f"the API says why: {closed}")
        expect("closed    " in home.command("shipment", "show", NUMBER).stdout, "show says that it is closed")
        home.command("shipment", "reopen", NUMBER)
        due = home.rows("SELECT closed_at, next_poll_at FROM shipment")[0]
        expect(due[0] is None and due[1] is not None, f"reopened it is due: {due}")
        unknown = home.command("shipment", "hold", "NOSUCH1", "--reason", "x", check=False)
        expect(unknown.returncode == 1 and "there is no shipment NOSUCH1" in unknown.stderr, unknown.stderr)
    finally:
        daemon.stop()
        home.clear()


def shop_trial():
    """`shop test` sends one mail of each kind, says what came of it, and refuses to reach into this machine."""
    home = Home()
    box = Mailbox()
    with open(home.config, "a") as file:
        file.write(
            f"mail: {{ from: news@lumen.example, relay: {{ host: 127.0.0.1, port: {box.port}, security: none }} }}\n")
    key = home.shop_with_key()
    lonely = home.command("shop", "test", "lumen", check=False)
    expect(lonely.returncode == 1 and "has no endpoint to try" in lonely.stderr, lonely.stderr)
    told = home.command("shop", "test", "lumen", "--mail", "me@lumen.example", "--language", "de").stdout
    lines = [line.split("\t") for line in told.splitlines()]
    expect(len(lines) > 20 and all(line[2] == "ok" for line in lines), told)
    expect(len(box.mails) == len(lines), f"{len(box.mails)} mails for {len(lines)} lines")
    expect("me@lumen.example" not in told, "the address is masked")
    identities = {line for mail in box.mails for line in mail.splitlines() if line.startswith("Message-ID")}
    expect(len(identities) == len(lines), "each mail has a Message-ID of its own")
    wrong = home.command("shop", "test", "lumen", "--event", "delay.lat", check=False)
    expect(wrong.returncode != 0 and "delay.lat is no event" in wrong.stderr, wrong.stderr)

    daemon = home.serve()
    try:
        status, _, body = daemon.post("/v1/webhooks", key, {"url": "https://localtest.me.invalid/hook"})
        expect(status == 201, body)
    finally:
        daemon.stop()
    # A name that leads nowhere; what leads to this machine is refused by the transport (TransportTests).
    failed = home.command("shop", "test", "lumen", "--event", "delay.late", check=False)
    expect(failed.returncode == 1 and "delay.late\tep_" in failed.stdout and "\tfailed\t" in failed.stdout, failed.stdout)
    home.clear()


run([desk_commands, shop_trial])
