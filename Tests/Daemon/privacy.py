#!/usr/bin/env python3
"""Erasure and export beside the running daemon: what is told, and what is left in the bytes of the file."""
import contextlib, json, secrets, sqlite3

from daemon import Home, expect, run
from kill_nine import number

ADDRESS = "Anna.Secret@example.org"


def erased_beside_the_daemon():
    """Everything is exported, then nothing of it is in the database file or its log, and the daemon goes on."""
    home = Home()
    key = home.shop_with_key()
    daemon = home.serve()
    try:
        order = {"number": number(1), "carrier": "dhl", "order": "SECRET-ORDER", "country": "DE", "postcode": "99990"}
        status, _, body = daemon.post("/v1/shipments", key, order)
        expect(status == 201, f"{status} {body}")
        page = json.loads(body)["links"]["page"]
        page = page[page.index("/t/"):]
        with contextlib.closing(sqlite3.connect(home.database)) as connection:
            connection.execute(
                "INSERT INTO subscription (id, shop, scope, subject, channel, address, language, wishes, text_version,"
                " asked_at, asks, confirmed_at) VALUES (?, 'lumen', 'order', 'SECRET-ORDER', 'email', ?, 'de', 'all',"
                " 'x', 1, 1, 2)", (secrets.token_hex(16), ADDRESS))
            connection.commit()
        held = json.loads(home.command("export", "--email", ADDRESS.lower()).stdout)
        expect(held["shipments"][0]["postal_code"] == "99990" and held["subscriptions"][0]["address"] == ADDRESS, held)
        before = b"".join(file.read_bytes() for file in home.path.glob("tidings.sqlite*"))
        wanted = [b"SECRET-ORDER", b"Anna.Secret", b"99990", number(1).encode()]
        expect(all(one in before for one in wanted), "what is to be erased is there before")
        foreseen = home.command("erase", "--email", ADDRESS.lower(), "--dry-run").stdout
        expect("would erase 1 shipments, 1 subscriptions" in foreseen, foreseen)
        done = home.command("erase", "--email", ADDRESS.lower()).stdout
        expect("erased 1 shipments, 1 subscriptions; 1 proofs of consent stay" in done, done)
        after = b"".join(file.read_bytes() for file in home.path.glob("tidings.sqlite*"))
        left = [one for one in wanted if one in after]
        expect(not left, f"still in the file: {left}")
        proof = json.loads(home.command("export", "--email", ADDRESS).stdout)
        expect([one["how"] for one in proof["consents"]] == ["erasure"] and not proof["shipments"], proof)
        expect(daemon.get(page)[0] == 404, "the page is gone")
        again, _, body = daemon.post("/v1/shipments", key, order)
        expect(again == 201, f"the daemon goes on: {again} {body}")
    finally:
        daemon.stop()
        home.clear()


def mistakes_are_told():
    """What is no address, and neither or both of address and order."""
    home = Home()
    home.shop_with_key()
    try:
        for words in (["--email", "x"], [], ["--email", ADDRESS, "--order", "1"], ["--order", "1", "--shop", "nobody"]):
            done = home.command("erase", *words, check=False)
            expect(done.returncode != 0 and "rror" in done.stderr, f"{words}: {done.stderr}")
    finally:
        home.clear()


if __name__ == "__main__":
    run([erased_beside_the_daemon, mistakes_are_told])
