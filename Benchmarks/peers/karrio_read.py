"""Prints the microseconds of processor time that karrio takes to parse one answer.

    karrio_read.py dhl|gls FILE

From the body's bytes to karrio's tracking details, as its mapper gets them; nothing is sent anywhere.
"""

import logging
import statistics
import sys
import time

import karrio.lib as lib

ROUNDS, PER_ROUND = 5, 100


def parser(carrier):
    if carrier == "dhl":
        from karrio.mappers.dhl_universal.settings import Settings
        from karrio.providers.dhl_universal.tracking import parse_tracking_response

        settings = Settings(consumer_key="key", consumer_secret="secret")
        return lambda body: parse_tracking_response(
            lib.Deserializable([body], lambda bodies: [lib.to_dict(one) for one in bodies]), settings
        )
    from karrio.mappers.gls.settings import Settings
    from karrio.providers.gls.tracking import parse_tracking_response

    settings = Settings(client_id="id", client_secret="secret", contact_id="contact")
    return lambda body: parse_tracking_response(lib.Deserializable(body, lib.to_dict), settings)


def main(carrier, path):
    parse = parser(carrier)
    with open(path, encoding="utf-8") as file:
        body = file.read()
    # karrio logs a line for each field it does not know; that is not counted against it.
    logging.disable(logging.CRITICAL)
    details, messages = parse(body)
    assert len(details) == 1 and len(details[0].events) == 12 and not messages, (details, messages)
    figures = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(PER_ROUND):
            parse(body)
        figures.append((time.process_time() - began) / PER_ROUND * 1e6)
    print(statistics.median(figures))


if __name__ == "__main__":
    main(*sys.argv[1:])
