"""The shop's API against its own description: Schemathesis asks the running daemon what OpenAPI says it takes, and what
it says it does not take, and checks each answer.

    .build/test-venv/bin/python3 Tests/API/conformance.py [SEED] [EXAMPLES]

The seed is printed; the same seed asks the same questions. Answers are held to the described members only: the served
description lets later versions add some, this run does not.
"""
import json, pathlib, secrets, subprocess, sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Daemon"))
from daemon import Failed, Home, expect

# What is valid by its shape may still be a number of no carrier, or a shipment that nobody wants news of.
LEFT_OUT = "positive_data_acceptance"


def closed(value):
    """The description with every object closed that names its members."""
    if isinstance(value, list):
        return [closed(item) for item in value]
    if not isinstance(value, dict):
        return value
    value = {name: closed(item) for name, item in value.items()}
    if value.get("type") == "object" and value.get("properties") and "additionalProperties" not in value:
        value["additionalProperties"] = False
    return value


def furnish(daemon, key):
    """Something of each kind, so that lists are not empty."""
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    rule = {
        "id": "late", "events": ["delay.late"], "voucher": True,
        "texts": {"en": {"title": "Sorry", "text": "A small apology", "worth": "€5"}},
    }
    for method, path, body in [
        ("POST", "/v1/shipments", {"number": "00340434161094042557", "carrier": "dhl", "order": "1"}),
        ("POST", "/v1/webhooks", {"url": "https://shop.example/hook", "events": ["delay.late"]}),
        ("PUT", "/v1/incentives", {"rules": [rule]}),
        ("POST", "/v1/incentives/late/vouchers", {"codes": ["A-1", "A-2"]}),
    ]:
        status, _, answer = daemon.get(path, headers, method, json.dumps(body))
        expect(status in (200, 201), f"{method} {path}: {status} {answer}")


def main():
    seed = sys.argv[1] if len(sys.argv) > 1 else str(secrets.randbelow(2**32))
    examples = sys.argv[2] if len(sys.argv) > 2 else "20"
    print(f"conformance: seed {seed}, {examples} examples an operation", flush=True)
    home = Home()
    with open(home.config, "a") as file:
        file.write("api_requests_per_minute: 10000000\n")
    key = home.shop_with_key()
    home.command("shop", "add", "lumen", "--name", "Lumen", "--host", "track.lumen.example", "--carrier", "dhl")
    daemon = home.serve()
    try:
        furnish(daemon, key)
        description = home.path / "openapi.json"
        description.write_text(json.dumps(closed(json.loads(daemon.get("/v1/openapi.json")[2]))))
        program = pathlib.Path(sys.executable).with_name("schemathesis")
        done = subprocess.run(
            [
                program, "run", description, "--url", f"http://127.0.0.1:{home.port}", "--header",
                f"Authorization: Bearer {key}", "--seed", seed, "--max-examples", examples, "--checks", "all",
                "--exclude-checks", LEFT_OUT, "--generation-database", "none", "--no-color", "--warnings", "off",
                "--request-timeout", "30",
            ],
            cwd=home.path, timeout=1500)
        expect(daemon.process.poll() is None, f"the daemon ended: {daemon.last_words()}")
        expect(done.returncode == 0, f"the API is not what it says; again with: {sys.argv[0]} {seed} {examples}")
        expect(daemon.stop() == 0, "the daemon ends well")
    except Failed as failure:
        print(f"conformance: FAILED: {failure}", flush=True)
        sys.exit(1)
    finally:
        daemon.stop()
        home.clear()
    print("conformance: ok", flush=True)


main()
