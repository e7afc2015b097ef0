#!/usr/bin/env python3
"""Opens every golden page in a real browser and fails where a person would be let down.

For each file of Fixtures/pages, light and dark: axe-core finds nothing (WCAG 2.0, 2.1 and 2.2, A and AA), nothing
scrolls sideways at 320, 390 and 1280 px, closed or with all details open, and the page asks for nothing but itself. The pages are served on loopback with the policy that the daemon sends, so a style block
without its hash or a style attribute would show as a violation too.

    python3 Tests/Browser/check_pages.py [--shots DIR] [--only NAME]…
"""
import argparse, base64, hashlib, http.server, pathlib, re, sys, threading

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

PAGES = pathlib.Path(__file__).resolve().parents[2] / "Fixtures" / "pages"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = {320: 700, 390: 844, 1280: 900}


def policy(page):
    hashes = [
        "'sha256-%s'" % base64.b64encode(hashlib.sha256(block).digest()).decode()
        for block in re.findall(rb"<style>(.*?)</style>", page, re.S)
    ]
    return "default-src 'none'; style-src %s; form-action 'self'; base-uri 'none'" % " ".join(hashes)


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        file = PAGES / pathlib.PurePosixPath(self.path.split("?")[0]).name
        if not file.is_file():
            self.send_error(404)
            return
        body = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", policy(body))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def look(page, address, name, where, shots):
    """One page at one width in one scheme."""
    problems = []
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"{address}/{name}")
    others = [url for url in requests if url != f"{address}/{name}" and not url.endswith("/favicon.ico")]
    if others:
        problems.append(f"{where}: asks for {others}")
    width = page.viewport_size["width"]
    if shots:
        file = shots / f"{name[:-5]}-{where.split()[1]}-{where.split()[-1]}.png"
        page.screenshot(path=str(file), full_page=width != 390)
    for state in ("closed", "open"):
        if state == "open":
            page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            problems.append(f"{where} {state}: {wide} px too wide")
    # With all details open everything is there to be judged. The languages have the same structure, so German, with
    # its long words, is judged in the narrow layout and English in the wide one, each in both schemes.
    if width == (320 if name.endswith(".de.html") else 1280):
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
        for violation in found.response["violations"]:
            nodes = "; ".join(node["html"][:120] for node in violation["nodes"][:3])
            problems.append(f"{where}: {violation['id']}: {violation['help']} ({nodes})")
    return problems


def check(browser, address, names, shots):
    problems = []
    for scheme in ("light", "dark"):
        for width, height in WIDTHS.items():
            # The policy forbids scripts; axe is injected by the driver, which needs it lifted in this context.
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, bypass_csp=True,
                reduced_motion="reduce")
            before = len(problems)
            for name in names:
                page = context.new_page()
                problems += look(page, address, name, f"{name} {width} px {scheme}", shots)
                page.close()
            context.close()
            print(f"{width} px {scheme}: {len(names)} pages, {len(problems) - before} problems", flush=True)
    return problems


def blocked(browser, address, name):
    """What the policy itself refuses: a style block without its hash, a style attribute, a script."""
    page = browser.new_page()
    messages = []
    page.on("console", lambda message: messages.append(message.text))
    page.goto(f"{address}/{name}")
    page.close()
    return [f"{name}: {text}" for text in messages if "Content Security Policy" in text and "favicon" not in text]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--shots", type=pathlib.Path, help="keep pictures of every page here")
    parser.add_argument("--only", action="append", default=[], help="only pages whose name starts so")
    parser.add_argument("--browser", default="/usr/bin/chromium")
    arguments = parser.parse_args()
    names = sorted(file.name for file in PAGES.glob("*.html"))
    if arguments.only:
        names = [name for name in names if name.startswith(tuple(arguments.only))]
    if not names:
        sys.exit(f"no pages in {PAGES}")
    if arguments.shots:
        arguments.shots.mkdir(parents=True, exist_ok=True)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    problems = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=arguments.browser, args=["--no-sandbox"])
        problems += check(browser, address, names, arguments.shots)
        for name in names:
            problems += blocked(browser, address, name)
        browser.close()
    server.shutdown()
    for problem in problems:
        print(problem)
    print(f"{len(names)} pages, {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
