"""What the client does when a server is busy, restarts, forgets a token or hangs up."""

import io
import os
import tempfile
import unittest
import zipfile

from faulty_server import OTHER_TOKEN, TOKEN, FaultyServer, answer, refusal
from millrace import Client
from millrace.api import Millrace, MillraceError

VERSION = answer({"gitVersion": "1"})


def millrace(server, **options):
    return Millrace(server.endpoint, "root", "secret1", **options)


class Tokens(unittest.TestCase):
    def test_first_request_logs_in(self):
        with FaultyServer(TOKEN, VERSION) as server:
            self.assertEqual({"gitVersion": "1"}, millrace(server).version())
            self.assertEqual("token-1", server.requests[1][2]["x-pf-authorization"])

    def test_expired_token_is_renewed_and_the_request_sent_again(self):
        created = answer({"runID": "run-000001"}, 201)
        with FaultyServer(TOKEN, refusal(400, "AuthInvalidToken"), OTHER_TOKEN, created) as server:
            self.assertEqual("run-000001", millrace(server).runs.create("name: x"))
            self.assertEqual("token-2", server.requests[3][2]["x-pf-authorization"])

    def test_token_that_cannot_be_renewed_is_the_error(self):
        with FaultyServer(refusal(400, "AuthInvalidToken", "expired")) as server:
            with self.assertRaises(MillraceError) as refused:
                Millrace(server.endpoint, token="old").version()
            self.assertEqual((400, "AuthInvalidToken", "expired", "r-1"), parts(refused.exception))

    def test_wrong_password_is_said_once(self):
        with FaultyServer(refusal(400, "AuthFailed", "wrong")) as server:
            self.assertEqual((False, "wrong"), Client(server.endpoint, "root", "bad").status_run("run-000001"))
            self.assertEqual(["POST /api/paddleflow/v1/login"], server.asked)


class Tries(unittest.TestCase):
    def test_read_is_tried_again_when_the_server_hangs_up(self):
        with FaultyServer(TOKEN, None, None, VERSION) as server:
            self.assertEqual({"gitVersion": "1"}, millrace(server).version())

    def test_change_is_not_sent_twice(self):
        with FaultyServer(TOKEN, None, VERSION) as server:
            with self.assertRaises(MillraceError) as lost:
                millrace(server).runs.create("name: x")
            self.assertEqual("ConnectionError", lost.exception.code)
            self.assertEqual(2, len(server.requests))

    def test_busy_server_is_asked_again_even_for_a_change(self):
        busy = refusal(429, "TooManyRequests", **{"Retry-After": "0"})
        with FaultyServer(TOKEN, busy, answer({"runID": "run-000007"}, 201)) as server:
            self.assertEqual("run-000007", millrace(server).runs.create("name: x"))

    def test_tries_are_bounded(self):
        with FaultyServer(TOKEN, None, None) as server:
            with self.assertRaises(MillraceError) as lost:
                millrace(server, tries=2).version()
            self.assertEqual(0, lost.exception.status)
            self.assertIn(server.endpoint, lost.exception.message)

    def test_nobody_listens(self):
        with FaultyServer() as server:
            endpoint = server.endpoint
        done, message = Client(endpoint, "root", "secret1").status_run("run-000001")
        self.assertFalse(done)
        self.assertIn("no answer from " + endpoint, message)


class Answers(unittest.TestCase):
    def test_problem_of_the_own_api(self):
        problem = {"status": 404, "detail": "no step x", "code": "JobNotFound", "requestID": "r-2"}
        with FaultyServer(TOKEN, answer(problem, 404)) as server:
            with self.assertRaises(MillraceError) as refused:
                millrace(server).runs.explain("run-000001", "x")
            self.assertEqual((404, "JobNotFound", "no step x", "r-2"), parts(refused.exception))

    def test_error_that_is_no_json(self):
        bad = (502, {}, b"<html>bad gateway</html>")
        with FaultyServer(TOKEN, bad, bad) as server:
            with self.assertRaises(MillraceError) as refused:
                millrace(server, tries=2).version()
            self.assertEqual((502, "HTTP502", "<html>bad gateway</html>", ""), parts(refused.exception))

    def test_answer_that_is_no_json(self):
        with FaultyServer(TOKEN, (200, {}, b"hello")) as server:
            with self.assertRaises(MillraceError) as refused:
                millrace(server).version()
            self.assertEqual("MalformedAnswer", refused.exception.code)

    def test_names_are_one_part_of_a_path(self):
        with FaultyServer(TOKEN, answer({"runID": "x"})) as server:
            millrace(server).runs.show("../user?x=1")
            self.assertEqual("GET /api/paddleflow/v1/run/..%2Fuser%3Fx%3D1", server.asked[1])

    def test_all_pages(self):
        first = answer({"runList": [{"runID": "run-000001"}], "nextMarker": "m1"})
        second = answer({"runList": [{"runID": "run-000002"}]})
        with FaultyServer(TOKEN, first, second) as server:
            self.assertEqual(["run-000001", "run-000002"], [run.run_id for run in millrace(server).runs.all()])
            self.assertTrue(server.asked[2].endswith("marker=m1"))


class Streams(unittest.TestCase):
    def test_log_goes_on_where_the_connection_broke(self):
        half = b'id: 0\nevent: line\ndata: {"text":"one"}\n\nid: 4\nevent: line\ndata: {"text":"tw'
        rest = b'id: 4\nevent: line\ndata: {"text":"two"}\n\n: alive\n\nid: end\nevent: end\ndata: {}\n\n'
        with FaultyServer(TOKEN, stream(half), stream(rest)) as server:
            self.assertEqual(["one", "two"], list(millrace(server).logs.follow("run-000001", "train")))
            self.assertEqual("0", server.requests[2][2]["Last-Event-ID"])

    def test_download_goes_on_where_the_connection_broke(self):
        file = {"X-Millrace-Kind": "file", "ETag": '"1"'}
        told = []
        answers = [(200, {**file, "Content-Length": "5"}, b"hel"), (206, file, b"lo")]
        with FaultyServer(*answers) as server, tempfile.TemporaryDirectory() as folder:
            artifacts = Millrace(server.endpoint, token="t").artifacts
            artifacts.download(12, folder + "/copy", lambda done, whole: told.append((done, whole)))
            with open(folder + "/copy") as copy:
                self.assertEqual("hello", copy.read())
            self.assertEqual(["copy"], os.listdir(folder))
            self.assertEqual((5, 5), told[-1])
            self.assertEqual("bytes=3-", server.requests[1][2]["Range"])
            with self.assertRaises(FileExistsError):
                artifacts.download(12, folder + "/copy")

    def test_download_that_keeps_breaking_leaves_nothing(self):
        answers = [(200, {"Content-Length": "5"}, b"hel")] * 3
        with FaultyServer(*answers) as server, tempfile.TemporaryDirectory() as folder:
            with self.assertRaises(MillraceError):
                Millrace(server.endpoint, token="t", tries=3).artifacts.download(12, folder + "/copy")
            self.assertEqual([], os.listdir(folder))

    def test_folder_arrives_as_a_folder(self):
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as folder_zip:
            folder_zip.writestr("inner/a.txt", "a")
        answer = (200, {"X-Millrace-Kind": "folder"}, archive.getvalue())
        with FaultyServer(answer) as server, tempfile.TemporaryDirectory() as folder:
            Millrace(server.endpoint, token="t").artifacts.download(12, folder + "/copy")
            with open(folder + "/copy/inner/a.txt") as copy:
                self.assertEqual("a", copy.read())

    def test_events_end_with_the_run(self):
        begun = b'id: 1\nevent: run-started\ndata: {"event":"run-started","at":5}\n\n'
        ended = b'id: 2\nevent: run-ended\ndata: {"event":"run-ended","at":9,"status":"succeeded"}\n\n'
        running = answer({"runID": "run-000001", "status": "running"})
        with FaultyServer(TOKEN, stream(begun), running, stream(ended)) as server:
            events = list(millrace(server).runs.events("run-000001"))
            self.assertEqual([(1, "run-started"), (2, "run-ended")], [(e["sequence"], e["event"]) for e in events])
            self.assertEqual("1", server.requests[3][2]["Last-Event-ID"])


class Parameters(unittest.TestCase):
    def test_old_and_new_name_of_a_parameter_may_not_differ(self):
        with self.assertRaises(TypeError):
            Client("http://127.0.0.1:1", "root", "secret1").create_run("a", fs_name="b")

    def test_file_that_does_not_exist(self):
        client = Client("http://127.0.0.1:1", "root", "secret1")
        done, message = client.create_run(runyamlraw="/nowhere/pipeline.yaml")
        self.assertFalse(done)
        self.assertIn("/nowhere/pipeline.yaml", message)

    def test_endpoint_of_another_kind(self):
        with self.assertRaises(ValueError):
            Millrace("ftp://somewhere")


def parts(error):
    return error.status, error.code, error.message, error.request_id


def stream(content):
    return 200, {"Content-Type": "text/event-stream"}, content


if __name__ == "__main__":
    unittest.main()
