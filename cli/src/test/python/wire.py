"""HTTP as the specification of the API states it: what holds for every request and every answer, and nothing of ours."""

import base64
import http.client
import json
import re
import time
import urllib.parse

BASE = "/api/paddleflow/v1"
LOCAL_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
ZONED_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)")
PATIENCE = 60


class Refused(Exception):
    """An answer of 400 or more."""

    def __init__(self, status, code, message):
        super().__init__(f"{status} {code}: {message}")
        self.status, self.code = status, code


class Wire:
    """The requests of one user. Answers that break a rule for all answers are assertion errors."""

    def __init__(self, endpoint, token=None):
        where = urllib.parse.urlsplit(endpoint)
        self.host, self.port, self.token = where.hostname, where.port, token

    def get(self, path, **query):
        return self.send("GET", path, query=query)[1]

    def post(self, path, body, status):
        sent, answer = self.send("POST", path, body)
        assert sent == status, f"POST {path} answered {sent}, the specification says {status}"
        assert answer is not None, f"POST {path} answered with nothing"
        return answer

    def put(self, path, body=None, **query):
        status, answer = self.send("PUT", path, body, query)
        assert status == 200, status
        return answer

    def delete(self, path, body=None, **query):
        status, answer = self.send("DELETE", path, body, query)
        assert status == 200, status
        return answer

    def send(self, method, path, body=None, query=None, headers=None):
        """Status and JSON of a success; None for an empty body."""
        named = {name: value for name, value in (query or {}).items() if value is not None}
        target = BASE + path + ("?" + urllib.parse.urlencode(named) if named else "")
        heads = dict(headers or {})
        if self.token is not None:
            heads["x-pf-authorization"] = self.token
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        if data is not None:
            heads["Content-Type"] = "application/json"
        connection = http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)
        try:
            connection.request(method, target, data, heads)
            response = connection.getresponse()
            text = response.read().decode("utf-8")
        finally:
            connection.close()
        return self._judge(f"{method} {target}", heads, response, text)

    def _judge(self, what, heads, response, text):
        assert not 300 <= response.status < 400, f"{what} redirects, which clients do not follow"
        assert response.getheader("Content-Type").startswith("application/json"), f"{what}: {response.headers}"
        request_id = response.getheader("x-pf-request-id")
        if "x-pf-request-id" in heads:
            assert request_id == heads["x-pf-request-id"], f"{what} has request id {request_id}"
        else:
            assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", request_id), f"{what}: {request_id}"
        answer = json.loads(text) if text else None
        if response.status >= 400:
            for name in ("code", "message", "requestID"):
                assert isinstance(answer[name], str) and answer[name], f"{what} has no {name}: {text}"
            assert answer["requestID"] == request_id, f"{what}: {text}"
            raise Refused(response.status, answer["code"], answer["message"])
        if isinstance(answer, dict) and not what.startswith("GET /api/paddleflow/v1/job/"):
            assert "message" not in answer, f"{what}: clients take 'message' for a failure: {text}"
        return response.status, answer


def login(endpoint, user, password):
    """The requests of a user who logged in."""
    status, answer = Wire(endpoint).send("POST", "/login", {"username": user, "password": password})
    assert status == 200, status
    assert list(answer) == ["authorization"] and isinstance(answer["authorization"], str), answer
    return Wire(endpoint, answer["authorization"])


def encoded(text):
    """Base64, as the API wants pipelines."""
    return base64.b64encode(text.encode()).decode()


def wait_for(condition, what):
    """The first true value of a condition; gives up after a minute."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError(f"waited {PATIENCE} s for {what}")


def require_keys(thing, kinds, optional=()):
    """A thing must have exactly these keys; each kind is a type, a tuple of types, or a pattern."""
    assert isinstance(thing, dict), thing
    missing = [key for key in kinds if key not in thing and key not in optional]
    assert not missing, f"without {missing}: {thing}"
    for key, kind in kinds.items():
        if key in thing:
            value = thing[key]
            right = isinstance(value, str) and kind.fullmatch(value) if isinstance(kind, re.Pattern) else (
                isinstance(value, kind) and not (isinstance(value, bool) and kind is int))
            assert right, f"{key} is {value!r}, should be {kind}: {thing}"


def require_page(page, name, max_keys):
    """The envelope of all lists; the elements."""
    assert page["maxKeys"] == max_keys and isinstance(page["maxKeys"], int), page
    assert isinstance(page["isTruncated"], bool), page
    assert page["isTruncated"] == ("nextMarker" in page), page
    assert page.get("nextMarker", "x"), page
    assert isinstance(page[name], list), page
    return page[name]
