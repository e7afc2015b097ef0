"""The set-up that the tours share: the running demo with its mailboxes and webhooks, the browser, the verdict."""
import argparse, email, email.policy, json, os, pathlib, re, select, signal, subprocess, sys, time
import urllib.error, urllib.request

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("TIDINGS_PROGRAM", ROOT / ".build" / "debug" / "tidings"))
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PATIENCE = 60


class Demo:
    """The running demo and what it printed."""

    def __init__(self, speed):
        self.process = subprocess.Popen(
            [PROGRAM, "demo", "--port", "0", "--speed", str(speed)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            cwd=ROOT, env={**os.environ, "TIDINGS_DATA": str(ROOT)})
        self.text = self.read_until("Ctrl-C ends it")
        found = re.findall(r"^(http://\S+)  (.+)$", self.text, re.M)
        self.links = [(url, title.strip()) for url, title in found if "/t/" in url]
        plain = re.search(r"^\s+(http://\S+/p/\S+)", self.text, re.M)
        if plain:
            self.links.append((plain[1], "plain link"))
        key = re.search(r"Bearer (\S+?)'", self.text)
        self.key = key[1] if key else ""
        self.base = self.links[0][0].split("/t/")[0]
        self.post = Post(self.text)

    def link(self, words):
        """The first link whose title holds these words."""
        return next(url for url, title in self.links if words in title)

    def read_until(self, word):
        end, text = time.monotonic() + PATIENCE, b""
        while word.encode() not in text:
            ready = select.select([self.process.stdout], [], [], max(0, end - time.monotonic()))[0]
            piece = os.read(self.process.stdout.fileno(), 65536) if ready else b""
            if not piece:
                sys.exit(f"demo: no start: {text.decode()} {self.stop()}")
            text += piece
        return text.decode()

    def shipments(self):
        request = urllib.request.Request(
            f"{self.base}/v1/shipments?limit=100", headers={"Authorization": f"Bearer {self.key}"})
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            body = json.load(answer)
        return next(value for value in body.values() if isinstance(value, list))

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        _, errors = self.process.communicate(timeout=PATIENCE)
        return errors.decode().strip()


class Post:
    """The demo's mailboxes and its shop's server."""

    def __init__(self, text):
        self.base = re.search(r"^\s+(http://\S+)/  the mailboxes", text, re.M)[1]
        self.secret = re.search(r"(whsec_\S+)", text)[1]
        self.mails = []

    def look(self):
        """All mails so far, each read once."""
        while True:
            try:
                raw = get(f"{self.base}/mails/{len(self.mails) + 1}")
            except urllib.error.HTTPError:
                return self.mails
            self.mails.append(email.message_from_string(raw, policy=email.policy.default))

    def to(self, address):
        return [mail for mail in self.look() if address in mail["To"]]

    def hooks(self):
        return json.loads(get(f"{self.base}/hooks"))


def get(url):
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
        return answer.read().decode()


def wait_for(look, sentence):
    """What `look` finds, once it finds something."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    sys.exit(f"not within {PATIENCE} s: {sentence}")


def text_of(mail):
    return mail.get_body(("plain",)).get_content()


def html_of(mail):
    return mail.get_body(("html",)).get_content()


def link_to(mail, kind):
    """The link of a mail to confirm, to stop or to the preferences."""
    return re.search(rf"http://\S+/n/{kind}/\S+", text_of(mail))[0]


def in_language(url, language):
    return f"{url}{'&' if '?' in url else '?'}l={language}"


def judge(page, where):
    """What axe-core finds on the page that is open."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    return [
        f"{where}: {one['id']}: {one['help']} ({'; '.join(node['html'][:120] for node in one['nodes'][:3])})"
        for one in found.response["violations"]
    ]


def play(name, doc, scene, speed=3000, limit=None):
    """Runs `scene(browser, demo, shots)` against a demo of its own; it answers with its problems. Ends the program.

    With a `limit`, the whole is called off after so many seconds.
    """
    parser = argparse.ArgumentParser(description=doc.split("\n")[0])
    parser.add_argument("--shots", type=pathlib.Path, help="keep pictures here")
    parser.add_argument("--speed", type=float, default=speed, help="how fast the demo's clock runs")
    parser.add_argument("--browser", default="/usr/bin/chromium")
    arguments = parser.parse_args()
    if arguments.shots:
        arguments.shots.mkdir(parents=True, exist_ok=True)
    if limit:
        signal.signal(signal.SIGALRM, lambda *_: sys.exit(f"{name}: not done after {limit} s"))
        signal.alarm(limit)
    began = time.monotonic()
    demo = Demo(arguments.speed)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=arguments.browser, args=["--no-sandbox"])
            problems = scene(browser, demo, arguments.shots)
            browser.close()
    finally:
        errors = demo.stop()
    if demo.process.returncode != 0:
        problems.append(f"the demo ended with {demo.process.returncode}: {errors}")
    for problem in problems:
        print(problem)
    print(f"{name}: {len(demo.links)} links, {len(problems)} problems, {time.monotonic() - began:.0f} s")
    sys.exit(1 if problems else 0)
