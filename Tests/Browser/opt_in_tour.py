#!/usr/bin/env python3
"""Runs `tidings demo` and goes the way of a customer who wants news, in a real browser, in German and English.

Asks on the page, reads the question in the mailbox, says yes on the page behind it, changes what to be told, is told
the bad news with the new date and the voucher before the promise has passed, finds the same on the page, and stops with
one click. A visit alone changes nothing. Every page is judged by axe-core; the mails are read by Python's own mail
library, the webhooks verified by the `standardwebhooks` library.

    python3 Tests/Browser/opt_in_tour.py [--shots DIR] [--speed S]
"""
import json, re, time, urllib.request

from standardwebhooks import Webhook

from stage import PATIENCE, get, html_of, in_language, judge, link_to, play, text_of, wait_for

READERS = {"de": "anna@example.org", "en": "ben@example.net"}
# Seconds for the whole; the demo's clock is the largest part of it.
LIMIT = 120


class Tour:
    def __init__(self, browser, demo, shots):
        self.shots, self.problems, self.post = shots, [], demo.post
        self.context = browser.new_context(
            viewport={"width": 390, "height": 844}, bypass_csp=True, reduced_motion="reduce")
        self.page = self.context.new_page()
        self.url, self.metrics = demo.link("ask for news"), demo.base + "/metrics"

    def expect(self, holds, sentence):
        if not holds:
            self.problems.append(sentence)

    def judge(self, name):
        """What is wrong with the page that is open."""
        if self.shots:
            self.page.screenshot(path=str(self.shots / f"{name}.png"), full_page=True)
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        self.expect(wide <= 0, f"{name}: {wide} px too wide")
        self.problems += judge(self.page, name)

    def press(self, selector="form button"):
        self.page.locator(selector).first.click()
        self.page.wait_for_load_state()

    def ask(self, language):
        """From the tracking page by its link to the own page of the form, which is sent wrong once."""
        self.page.goto(in_language(self.url, language))
        self.judge(f"{language}-1-page")
        if language == "de":
            self.page.fill('input[name="mail"]', READERS[language])
            self.press('form:has(input[name="mail"]) button')
        else:
            self.page.locator('a[href*="/notify"]').click()
            self.page.wait_for_load_state()
            self.judge(f"{language}-2-form")
            # The browser's own check is for convenience only.
            self.page.eval_on_selector("form", "form => form.noValidate = true")
            self.page.fill('input[name="mail"]', "ben@example.net, all@example.net")
            self.press()
            self.judge(f"{language}-3-wrong")
            self.expect(self.page.locator('[aria-invalid="true"]').count() == 1, f"{language}: a wrong address is taken")
            self.page.fill('input[name="mail"]', READERS[language])
            self.page.check('input[value="bad_only"]')
            self.press()
        self.expect("sent" in self.page.url, f"{language}: no page after the form")
        self.judge(f"{language}-4-sent")

    def confirm(self, language):
        question = wait_for(lambda: self.post.to(READERS[language]), f"the question to {READERS[language]}")[0]
        self.expect(question["Content-Language"] == language, f"{language}: the question is in another language")
        link = link_to(question, "confirm")
        # A scanner opens the link, more than once.
        for _ in range(3):
            get(link)
        self.page.goto(link)
        self.judge(f"{language}-5-confirm")
        self.expect(self.page.locator("form button").count() == 2, f"{language}: a visit has confirmed")
        self.expect(READERS[language] not in self.page.content(), f"{language}: the page shows the whole address")
        self.press()
        self.judge(f"{language}-6-confirmed")
        self.page.goto(link)
        self.expect(self.page.locator("form button").count() == 0, f"{language}: asks again after the yes")

    def news(self, language):
        """The mail with bad news and the voucher."""
        def look():
            return [mail for mail in self.post.to(READERS[language]) if "DANKE-" in text_of(mail)]

        mail = wait_for(look, f"bad news with a voucher to {READERS[language]}")[0]
        self.expect(mail["Content-Language"] == language, f"{language}: news in another language")
        self.expect(mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click", f"{language}: no one-click header")
        code = re.search(r"DANKE-\w+", text_of(mail))[0]
        self.expect(code in html_of(mail), f"{language}: no code in the HTML part")
        print(f"opt-in: {language}: {mail['Subject']}, {code}", flush=True)
        if self.shots:
            self.page.set_content(html_of(mail))
            self.page.screenshot(path=str(self.shots / f"{language}-7-mail.png"), full_page=True)
        return mail, code

    def same_on_page(self, language, code):
        def look():
            self.page.goto(in_language(self.url, language))
            return code in self.page.locator("body").inner_text()

        wait_for(look, "the voucher on the page")
        self.judge(f"{language}-8-late")

    def preferences(self, language, mail):
        self.page.goto(link_to(mail, "preferences"))
        self.judge(f"{language}-9-preferences")
        self.page.check('input[value="all"]')
        self.press()
        self.judge(f"{language}-10-saved")
        self.expect(self.page.locator('input[value="all"]').is_checked(), f"{language}: preferences are not kept")

    def stop(self, language, mail):
        """German by the page's button, English by the mail program's one click."""
        link = re.fullmatch(r"<(.+)>", mail["List-Unsubscribe"])[1]
        get(link)
        self.page.goto(link)
        self.expect(self.page.locator("form button").count() == 1, f"{language}: a visit has stopped the news")
        self.judge(f"{language}-11-stop")
        if language == "de":
            self.press()
        else:
            urllib.request.urlopen(link, data=b"List-Unsubscribe=One-Click", timeout=PATIENCE).close()
            self.page.goto(link)
        self.judge(f"{language}-12-stopped")
        self.expect(self.page.locator("form button").count() == 0, f"{language}: the news are not stopped")

    def webhooks(self, code):
        """Every one is genuine; bad news carry the voucher; the page of the shipment is theirs."""
        checker = Webhook(self.post.secret)

        def look():
            return [hook for hook in self.post.hooks() if code in hook["body"]]

        wait_for(look, "the webhook with the voucher")
        hooks = self.post.hooks()
        for hook in hooks:
            checker.verify(hook["body"], hook["headers"])
        kinds = {json.loads(hook["body"])["type"] for hook in hooks}
        missing = {"delivery.tomorrow", "delivery.today", "delivery.window", "delay.late", "shipment.delivered"} - kinds
        self.expect(not missing, f"no webhook of the kinds {sorted(missing)}")
        ids = [hook["headers"]["webhook-id"] for hook in hooks]
        self.expect(len(set(ids)) == len(ids), "a webhook came twice")
        try:
            checker.verify(hooks[0]["body"] + " ", hooks[0]["headers"])
            self.problems.append("a changed webhook is taken as genuine")
        except Exception:
            pass
        print(f"opt-in: {len(hooks)} webhooks verified by standardwebhooks", flush=True)

    def figures(self):
        """The operator sees the same in the metrics."""
        text = get(self.metrics)
        for series in ('tidings_news_total{kind="delay.late"}', 'tidings_mails_total{outcome="accepted"}',
                       'tidings_webhooks_total{outcome="delivered"}', 'tidings_delayed_shipments{level="late"}'):
            value = re.search(rf"^{re.escape(series)} (\d+)", text, re.M)
            self.expect(value and int(value[1]) > 0, f"the metrics do not tell {series}")
            print(f"opt-in: {value[0] if value else series + ' is missing'}", flush=True)

    def go(self):
        for language in READERS:
            self.ask(language)
        for language in READERS:
            self.confirm(language)
        told = {language: self.news(language) for language in READERS}
        self.expect(len({code for _, code in told.values()}) == 1, "one order has two vouchers")
        self.figures()
        for language, (mail, code) in told.items():
            self.same_on_page(language, code)
            self.preferences(language, mail)
            self.stop(language, mail)
        stopped = len(self.post.look())
        self.webhooks(told["de"][1])
        time.sleep(1)
        self.expect(len(self.post.look()) == stopped, "a mail came after both have stopped")
        self.context.close()
        return self.problems


if __name__ == "__main__":
    play("opt-in", __doc__, lambda *stage: Tour(*stage).go(), limit=LIMIT)
