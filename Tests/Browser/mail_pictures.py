#!/usr/bin/env python3
"""Runs `tidings demo`, asks for news of three parcels in German and English, and keeps every mail as a picture.

The HTML part as a mail program shows it, 390 and 720 px wide, light and dark; the text part as a terminal of 80
columns shows it. Says which kinds of mail came, judges each with axe-core, and checks the headers that every mail has.

    python3 Tests/Browser/mail_pictures.py --shots DIR [--speed S]
"""
import html, re, sys, time, urllib.parse, urllib.request

from stage import PATIENCE, get, html_of, in_language, judge, link_to, play, text_of, wait_for

# What is asked for, by the words of the demo's link.
PARCELS = {"late": "ask for news", "pickup": "then at the ParcelShop", "window": "on time: out for delivery"}
# What must have come, in each language: a name, and what only such a mail says.
KINDS = {
    "confirm": r"/n/confirm/",
    "late": r"DANKE-",
    "window": r"^(Kommt heute, \d|Arrives today, \d)",
    "pickup": r"^(Liegt |Ready for you )",
    "delivered": r"^(ZUGESTELLT|DELIVERED)\s*$",
}


def ask(demo):
    for name, words in PARCELS.items():
        for language in ("de", "en"):
            form = urllib.parse.urlencode({"mail": f"{name}-{language}@example.org", "wishes": "all"}).encode()
            url = in_language(demo.link(words) + "/notify", language)
            urllib.request.urlopen(url, data=form, timeout=PATIENCE).close()


def confirm(demo):
    """Says yes to every question, each once it has come."""
    answered = set()

    def look():
        for mail in demo.post.look():
            if mail["To"] not in answered and "/n/confirm/" in text_of(mail):
                urllib.request.urlopen(link_to(mail, "confirm"), data=b"yes=1", timeout=PATIENCE).close()
                answered.add(mail["To"])
        return len(answered) == 2 * len(PARCELS)

    wait_for(look, "all questions")


def kind_of(mail):
    text = text_of(mail)
    return next((kind for kind, sign in KINDS.items() if re.search(sign, text, re.M)), "other")


def headers(mail, where):
    """What is wrong with a mail's headers."""
    problems = []
    if not re.fullmatch(r"<\S+@\S+>", mail["Message-ID"] or ""):
        problems.append(f"{where}: Message-ID is {mail['Message-ID']}")
    is_question = "/n/confirm/" in text_of(mail)
    if is_question != (mail["List-Unsubscribe"] is None):
        problems.append(f"{where}: List-Unsubscribe is {mail['List-Unsubscribe']}")
    if not is_question and mail["List-Unsubscribe-Post"] != "List-Unsubscribe=One-Click":
        problems.append(f"{where}: no one-click header")
    if max(len(line) for line in text_of(mail).splitlines() if "http" not in line) > 76:
        problems.append(f"{where}: a line of the text part is too long")
    return problems


def shoot(browser, mail, name, shots):
    problems = []
    text = f"<pre style='font:14px/1.35 monospace;width:80ch;padding:1em'>{html.escape(text_of(mail))}</pre>"
    for scheme in ("light", "dark"):
        for width in (390, 720):
            page = browser.new_page(viewport={"width": width, "height": 600}, color_scheme=scheme)
            page.set_content(html_of(mail))
            page.screenshot(path=str(shots / f"{name}-{width}-{scheme}.png"), full_page=True)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wide > 0:
                problems.append(f"{name}: {wide} px too wide at {width}")
            problems += judge(page, f"{name} {width} {scheme}")
            page.close()
    page = browser.new_page(viewport={"width": 760, "height": 600})
    page.set_content(text)
    page.screenshot(path=str(shots / f"{name}-text.png"), full_page=True)
    page.close()
    return problems


def scene(browser, demo, shots):
    if not shots:
        sys.exit("mails: say where to keep the pictures: --shots DIR")
    ask(demo)
    confirm(demo)
    wanted = {(kind, language) for kind in KINDS for language in ("de", "en")}
    end, seen = time.monotonic() + 4 * PATIENCE, 0
    problems, found = [], {}
    while wanted - set(found) and time.monotonic() < end:
        mails = demo.post.look()
        for mail in mails[seen:]:
            key = (kind_of(mail), mail["Content-Language"])
            print(f"mails: {mail['To']}: {mail['Subject']} ({key[0]})", flush=True)
            problems += headers(mail, f"{mail['To']}: {mail['Subject']}")
            found.setdefault(key, mail)
        seen = len(mails)
        time.sleep(0.2)
    problems += [f"no mail of the kind {kind} in {language}" for kind, language in sorted(wanted - set(found))]
    ids = [mail["Message-ID"] for mail in demo.post.mails]
    if len(set(ids)) < len(ids):
        problems.append("two mails have one Message-ID")
    for (kind, language), mail in sorted(found.items()):
        problems += shoot(browser, mail, f"{kind}-{language}", shots)
    return problems


if __name__ == "__main__":
    play("mails", __doc__, scene, speed=900)
