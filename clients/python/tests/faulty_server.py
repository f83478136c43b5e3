"""A server that answers what a test tells it to, and remembers what it was asked."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class FaultyServer:
    """Answers requests with the next of ``answers``: status, headers and body, or ``None`` to hang up."""

    def __init__(self, *answers):
        self.requests = []
        self._answers = list(answers)
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one(self):
                length = int(self.headers.get("Content-Length", 0))
                body = self.rfile.read(length)
                with outer._lock:
                    outer.requests.append((self.command, self.path, dict(self.headers), body))
                    answer = outer._answers.pop(0)
                self.close_connection = True
                if answer is None:
                    return
                status, headers, content = answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if "Content-Length" not in headers:
                    self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_PUT = do_DELETE = handle_one

            def log_message(self, *args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.endpoint = "http://127.0.0.1:%d" % self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    @property
    def asked(self):
        """Methods and paths, in order."""
        return ["%s %s" % (method, path) for method, path, _, _ in self.requests]


def answer(value, status=200, **headers):
    """An answer in JSON."""
    return status, {"Content-Type": "application/json", **headers}, json.dumps(value).encode()


def refusal(status, code, message="no", **headers):
    """An error as the compatible API gives it."""
    return answer({"code": code, "message": message, "requestID": "r-1"}, status, **headers)


TOKEN = answer({"authorization": "token-1"})
OTHER_TOKEN = answer({"authorization": "token-2"})
