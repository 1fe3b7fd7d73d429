"""Receives webhooks: Python's standard library and the library of Standard Webhooks.

pip install standardwebhooks
python webhook_receiver.py 8080 whsec_…
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks import Webhook, WebhookVerificationError

SEEN: set[str] = set()  # In earnest a table, written in the transaction of what the event changes.


class Receiver(BaseHTTPRequestHandler):
    """Answers 204 to what it has taken; anything but 2xx means that it comes again."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            # The library looks at the signature and at the hour: an old delivery cannot be played to us again.
            event = Webhook(sys.argv[2]).verify(body, headers)
        except WebhookVerificationError:
            return self.answer(400)
        if headers["webhook-id"] not in SEEN:
            SEEN.add(headers["webhook-id"])
            print(event["type"], event["id"], json.dumps(event["data"], ensure_ascii=False), flush=True)
        return self.answer(204)

    def answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Standard output is for events."""


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver).serve_forever()
