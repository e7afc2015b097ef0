#!/usr/bin/env python3
"""Bad input where people meet the daemon: configuration, keys, a database without room.

    python3 Tests/Daemon/bad_input.py [TEST]…
"""
import json, os, re, shutil, subprocess

from daemon import PROGRAM, ROOT, Carrier, Home, expect, run, wait_until

NUMBER = "00340434161094042557"


def five_mistakes():
    """A configuration with five mistakes names all five, each with its line, and nothing starts."""
    home = Home()
    try:
        home.config.write_text("\n".join([
            "listen: { host: 127.0.0.1, port: 99999 }",
            "public_url: track.example.com",
            f"database: {home.database}",
            "master_key: 0123456789abcdef0123456789abcdef",
            "acounts: []",
            "trusted_proxies: [10.0.0.0/99]",
            "log_level: loud",
        ]) + "\n")
        for command in ("serve", "check"):
            done = home.command(command, check=False)
            expect(done.returncode == 1, f"{command} ends with {done.returncode}")
            lines = set(map(int, re.findall(r"tidings\.yaml:(\d+):\d+", done.stderr)))
            expect(lines == {1, 2, 4, 5, 6, 7}, f"{command} names lines {sorted(lines)}: {done.stderr}")
            expect("accounts" in done.stderr, "what was meant is told")
            expect("0123456789abcdef" not in done.stderr, "the secret is not repeated")
        expect(not home.database.exists(), "nothing was made")
    finally:
        home.clear()


def account_mistakes():
    """Mistakes that only carriers and secrets show are told together, too."""
    home = Home()
    try:
        with home.config.open("a") as config:
            config.write("\n".join([
                "accounts:",
                "  - { carrier: dlh }",
                "  - { carrier: dhl, api: unifed }",
                "  - { carrier: gls, name: gls-1 }",
                f"  - {{ carrier: dhl, name: dhl-2, secrets: {{ api_key: {{ file: {home.path}/nothing }} }} }}",
            ]) + "\n")
        for command in ("serve", "check"):
            done = home.command(command, check=False)
            told = done.stdout + done.stderr
            expect(done.returncode == 1, f"{command} ends with {done.returncode}")
            lines = set(map(int, re.findall(r"tidings\.yaml:(\d+):\d+", told)))
            expect(lines == {6, 7, 8, 9}, f"{command} names lines {sorted(lines)}: {told}")
            for word in ("dlh", "unifed", "gls-1", f"{home.path}/nothing"):
                expect(word in told, f"{command} does not tell of {word}: {told}")
    finally:
        home.clear()


def called_by_name():
    """The installed program finds its data where it lies, also when it is called by its name from elsewhere."""
    home = Home()
    try:
        (home.path / "bin").mkdir()
        (home.path / "share" / "tidings").mkdir(parents=True)
        shutil.copy(PROGRAM, home.path / "bin" / "tidings")
        for folder in ("Carriers", "Catalogs"):
            (home.path / "share" / "tidings" / folder).symlink_to(ROOT / folder)
        path = f"{home.path}/bin:{os.environ['PATH']}"
        environment = {**home.environment, "PATH": path}
        environment.pop("TIDINGS_DATA")
        done = subprocess.run(
            ["tidings", "check", "--config", home.config], cwd="/", env=environment, capture_output=True, text=True,
            executable=str(home.path / "bin" / "tidings"))
        expect(done.returncode == 0, f"check: {done.stdout}{done.stderr}")
    finally:
        home.clear()


def wrong_key():
    """A key wrong by one character, missing or cut: 401 with a problem document; the right one works."""
    home = Home()
    key = home.shop_with_key()
    daemon = home.serve()
    try:
        expect(daemon.get("/v1/shipments", {"Authorization": f"Bearer {key}"})[0] == 200, "the right key works")
        wrong = [
            key[:index] + ("x" if key[index] != "x" else "y") + key[index + 1:]
            for index in (0, len(key) // 2, len(key) - 1)
        ]
        for header in [f"Bearer {one}" for one in [*wrong, key[:-1], key + "x", ""]] + [key, None]:
            status, headers, body = daemon.get("/v1/shipments", {"Authorization": header} if header else {})
            expect(status == 401, f"{status} for a wrong key")
            expect(headers["Content-Type"].startswith("application/problem+json"), "a problem document")
            problem = json.loads(body)
            expect(problem["status"] == 401 and problem["title"], f"it says what is wrong: {body}")
            expect(headers["WWW-Authenticate"], "and how to ask")
            expect(key not in body, "no key is repeated")
        expect(daemon.stop() == 0, "exit 0")
    finally:
        daemon.kill()
        home.clear()


def wrong_carrier_key():
    """A carrier that refuses its key: the shipment is kept, the account pauses, the daemon lives."""
    carrier = Carrier({}, key="another")
    home = Home(carrier)
    key = home.shop_with_key()
    daemon = home.serve()
    try:
        daemon.post("/v1/shipments", key, {"number": NUMBER, "carrier": "dhl"})
        carrier.wait_for(1)
        wait_until(
            lambda: home.rows("SELECT reason FROM account_state") == [("bad_credentials",)], "the account pauses")
        wait_until(lambda: home.rows("SELECT lease_owner FROM shipment") == [(None,)], "the lease is given back")
        found = home.rows("SELECT state, last_outcome, failures, next_poll_at IS NOT NULL FROM shipment")
        expect(found == [("pending", None, 0, 1)], f"the shipment: {found}")
        expect("carrier-key" not in daemon.last_words(), "no credential is in the log")
        expect(daemon.answers(), "the daemon lives")
        expect(daemon.stop() == 0, "exit 0")
    finally:
        carrier.close()
        daemon.kill()
        home.clear()


def full_disk():
    """No room for the database: an honest 503 with when to come back, pages still there, and all goes on with room."""
    home = Home()
    key = home.shop_with_key()
    # A limit on the size of files is what a full disk is to SQLite: the write fails, the reads do not.
    limit = "trap '' XFSZ; ulimit -S -f 600; exec \"$@\""
    daemon = home.serve(prefix=["/bin/bash", "-c", limit, "bash"])
    try:
        status, serial = 201, 0
        while status == 201 and serial < 20_000:
            serial += 1
            status, headers, body = daemon.post(
                "/v1/shipments", key, {"number": f"{serial:020d}", "carrier": "dhl", "order": "L" * 100})
        expect(status == 503, f"without room a shipment is answered {status} (the {serial}th): {body}")
        expect(headers["Content-Type"].startswith("application/problem+json"), "as a problem document")
        expect(headers["Retry-After"], "that says when to come back")
        expect(daemon.get("/livez")[0] == 200, "the daemon lives")
        status, _, body = daemon.get("/v1/shipments?limit=1", {"Authorization": f"Bearer {key}"})
        expect(status == 200, f"what is stored can be read: {status}")
        stored = home.rows("SELECT count(*) FROM shipment")[0][0]
        expect(stored == serial - 1, f"{serial - 1} were accepted, {stored} are stored")
        expect(daemon.stop() == 0, f"it ends well: {daemon.last_words()}")
        daemon = home.serve()
        status = daemon.post("/v1/shipments", key, {"number": f"{serial:020d}", "carrier": "dhl"})[0]
        expect(status == 201, f"with room it goes on: {status}")
        expect(home.rows("PRAGMA integrity_check") == [("ok",)], "the file is whole")
        expect(daemon.stop() == 0, "exit 0")
    finally:
        daemon.kill()
        home.clear()


if __name__ == "__main__":
    run([five_mistakes, account_mistakes, called_by_name, wrong_key, wrong_carrier_key, full_disk])
