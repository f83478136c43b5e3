"""Requests to a server: tokens, tries, errors. Safe for use by many threads."""

from __future__ import annotations

import http.client
import json
import ssl
import threading
import time
from typing import Any, Dict, Mapping, Optional, Tuple
from urllib.parse import quote, urlencode, urlsplit

from millrace.api.errors import MillraceError

COMPATIBLE = "/api/paddleflow/v1"
OWN = "/api/millrace/v1"

_TOKEN_REFUSED = ("AuthWithoutToken", "AuthInvalidToken", "AuthFailed")
_WORTH_ANOTHER_TRY = (502, 503, 504)
_LONGEST_WAIT = 5.0


def path_of(*parts: str) -> str:
    """A path of names, each encoded as one part of it."""
    return "".join("/" + quote(part, safe="") for part in parts)


class Transport:
    """Sends requests to one server as one user.

    Args:
        endpoint: ``http://HOST:PORT`` or ``https://HOST:PORT``
        username: user to log in as; with ``password``
        token: a token of the server's ``/login``, in place of user and password
        timeout: seconds to wait for a connection and for each part of an answer
        tries: how often a request without an effect is sent before its failure is reported
        verify: whether the certificate of an ``https`` server is checked
    """

    def __init__(
        self,
        endpoint: str,
        username: str = "",
        password: str = "",
        token: str = "",
        timeout: float = 60.0,
        tries: int = 3,
        verify: bool = True,
    ) -> None:
        address = urlsplit(endpoint if "://" in endpoint else "http://" + endpoint)
        if address.scheme not in ("http", "https") or not address.hostname:
            raise ValueError("an endpoint is http://HOST:PORT or https://HOST:PORT, not '%s'" % endpoint)
        self.endpoint = "%s://%s" % (address.scheme, address.netloc)
        self._secure = address.scheme == "https"
        self._host = address.hostname
        self._port = address.port or (443 if self._secure else 8999)
        self._base = address.path.rstrip("/")
        self.username = username
        self._password = password
        self._token = token
        self._timeout = timeout
        self.tries = max(tries, 1)
        self._context = _tls(verify) if self._secure else None
        self._lock = threading.Lock()

    def login(self, username: str = "", password: str = "") -> str:
        """Gets a token, for this user from now on where one is named.

        Raises:
            MillraceError: UserNotExist, AuthFailed, or there is no answer
        """
        with self._lock:
            if username:
                self.username, self._password = username, password
            return self._login()

    def _login(self) -> str:
        if not self.username or not self._password:
            raise MillraceError(400, "AuthWithoutToken", "user and password, or a token, are needed")
        body = {"username": self.username, "password": self._password}
        status, headers, answer = self._exchange("POST", COMPATIBLE + "/login", body, {}, once=True)
        _check(status, headers, answer)
        self._token = str(_json(answer)["authorization"])
        return self._token

    def _current_token(self, refused: str) -> str:
        """The token, a new one when the present one is that which was refused."""
        with self._lock:
            if self._token and self._token != refused:
                return self._token
            if refused and not self._password:
                return refused
            return self._login()

    def request(
        self,
        method: str,
        path: str,
        query: Optional[Mapping[str, object]] = None,
        body: Optional[object] = None,
        headers: Optional[Mapping[str, str]] = None,
    ) -> bytes:
        """The body of an answer.

        Raises:
            MillraceError: the request was refused, or no answer came
        """
        target = self._target(path, query)
        token = self._current_token("")
        status, found, answer = self._exchange(method, target, body, _with(headers, token), once=method != "GET")
        if status == 400 and _error_code(answer) in _TOKEN_REFUSED:
            fresh = self._current_token(token)
            if fresh != token:
                status, found, answer = self._exchange(
                    method, target, body, _with(headers, fresh), once=method != "GET"
                )
        _check(status, found, answer)
        return answer

    def json(
        self,
        method: str,
        path: str,
        query: Optional[Mapping[str, object]] = None,
        body: Optional[object] = None,
    ) -> Dict[str, Any]:
        """The object that an answer holds; empty for an answer without a body."""
        answer = self.request(method, path, query, body)
        return _json(answer) if answer else {}

    def open(
        self, path: str, query: Optional[Mapping[str, object]] = None, headers: Optional[Mapping[str, str]] = None
    ) -> Tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        """An answer that is read as it comes. The caller closes the connection.

        Raises:
            MillraceError: the request was refused, or no answer came
        """
        target = self._target(path, query)
        token = self._current_token("")
        for attempt in range(2):
            connection = self._connect()
            try:
                connection.request("GET", self._base + target, headers=_with(headers, token))
                response = connection.getresponse()
                if response.status < 400:
                    return connection, response
                answer = response.read()
            except (OSError, http.client.HTTPException) as gone:
                connection.close()
                raise self._unreachable(gone) from gone
            connection.close()
            fresh = self._current_token(token) if _error_code(answer) in _TOKEN_REFUSED else token
            if fresh == token or attempt == 1:
                raise MillraceError.of_answer(response.status, answer, response.getheader("x-pf-request-id") or "")
            token = fresh
        raise AssertionError("the loop ends with an answer or an error")

    def _target(self, path: str, query: Optional[Mapping[str, object]]) -> str:
        named = {name: value for name, value in (query or {}).items() if value not in (None, "")}
        return path + ("?" + urlencode(named) if named else "")

    def _exchange(
        self, method: str, target: str, body: Optional[object], headers: Mapping[str, str], once: bool
    ) -> Tuple[int, Mapping[str, str], bytes]:
        """One answer. What certainly had no effect is tried again: reads, and requests that a busy server put off."""
        payload = None if body is None else json.dumps(body).encode()
        sent = dict(headers)
        if payload is not None:
            sent["Content-Type"] = "application/json"
        for left in range(self.tries - 1, -1, -1):
            wait = 0.1 * 2 ** (self.tries - 1 - left)
            try:
                status, found, answer = self._send(method, target, payload, sent)
            except (OSError, http.client.HTTPException) as gone:
                if left == 0 or once:
                    raise self._unreachable(gone) from gone
            else:
                put_off = status == 429 or (status in _WORTH_ANOTHER_TRY and not once)
                if left == 0 or not put_off:
                    return status, found, answer
                wait = max(wait, _seconds(found.get("retry-after", "")))
            time.sleep(min(wait, _LONGEST_WAIT))
        raise AssertionError("the loop ends with an answer or an error")

    def _send(
        self, method: str, target: str, payload: Optional[bytes], headers: Mapping[str, str]
    ) -> Tuple[int, Mapping[str, str], bytes]:
        connection = self._connect()
        try:
            connection.request(method, self._base + target, payload, dict(headers))
            response = connection.getresponse()
            return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
        finally:
            connection.close()

    def _connect(self) -> http.client.HTTPConnection:
        if self._secure:
            return http.client.HTTPSConnection(self._host, self._port, timeout=self._timeout, context=self._context)
        return http.client.HTTPConnection(self._host, self._port, timeout=self._timeout)

    def _unreachable(self, cause: Exception) -> MillraceError:
        reason = str(cause) or type(cause).__name__
        return MillraceError(0, "ConnectionError", "no answer from %s: %s" % (self.endpoint, reason))


def _tls(verify: bool) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _with(headers: Optional[Mapping[str, str]], token: str) -> Dict[str, str]:
    return {**(headers or {}), "x-pf-authorization": token}


def _check(status: int, headers: Mapping[str, str], answer: bytes) -> None:
    if status >= 300:
        raise MillraceError.of_answer(status, answer, headers.get("x-pf-request-id", ""))


def _json(answer: bytes) -> Dict[str, Any]:
    try:
        value = json.loads(answer)
    except ValueError as e:
        raise MillraceError(200, "MalformedAnswer", "the server's answer is not JSON: %s" % e) from e
    if not isinstance(value, dict):
        raise MillraceError(200, "MalformedAnswer", "the server's answer is no JSON object")
    return value


def _error_code(answer: bytes) -> str:
    try:
        told = json.loads(answer)
    except ValueError:
        return ""
    return str(told.get("code", "")) if isinstance(told, dict) else ""


def _seconds(text: str) -> float:
    return float(text) if text.isdigit() else 0.0
