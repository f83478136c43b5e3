"""The whole life of a project, by a client that was written from the specification of the API and from nothing else."""

import os
import re
import unittest
from datetime import datetime, timedelta
from pathlib import Path

import shapes
from shapes import require_job_log, require_log, require_run
from wire import Refused, Wire, encoded, login, require_keys, require_page, wait_for

ENDPOINT = os.environ["MILLRACE_TEST_ENDPOINT"]
PASSWORD = os.environ["MILLRACE_TEST_PASSWORD"]
FOLDER = Path(os.environ["MILLRACE_TEST_STORAGE"])
FINAL = ("succeeded", "failed", "terminated", "skipped")

TEMPLATE = """\
name: words
docker_env: busybox
entry_points:
  make:
    command: "echo {{word}} > {{text}}; echo made {{word}}"
    parameters: {word: first}
    artifacts: {output: [text]}
  inner:
    deps: make
    entry_points:
      count:
        command: "echo counted {{PF_LOOP_ARGUMENT}}"
        loop_argument: [1, 2]
post_process:
  mail: {command: echo mail}
"""
SECOND = TEMPLATE.replace("first", "second") + "fs_options: {main_fs: {name: data}}\n"
CACHED = """\
name: cached
entry_points:
  make:
    command: "echo made > {{text}}"
    artifacts: {output: [text]}
    cache: {enable: true, max_expired_time: 300}
"""
GATED = """\
name: gated
entry_points:
  wait:
    command: "echo waiting; while [ ! -e '%s' ]; do sleep 0.05; done; echo went on"
  last: {deps: wait, command: echo last}
"""
BROKEN = """\
name: broken
entry_points:
  good: {command: echo good}
  bad: {deps: good, command: "test -e '%s'"}
"""


class ProjectLife(unittest.TestCase):
    """In the order of its tests: each goes on where the one before ended."""

    @classmethod
    def setUpClass(cls):
        cls.root = login(ENDPOINT, "root", PASSWORD)
        cls.root.post("/user", {"username": "anna", "password": "secret1"}, 200)
        cls.root.post("/user", {"username": "berta", "password": "secret1"}, 200)
        cls.anna = login(ENDPOINT, "anna", "secret1")
        cls.berta = login(ENDPOINT, "berta", "secret1")
        cls.folder = FOLDER / "project"
        cls.folder.mkdir()
        (cls.folder / "words.yaml").write_text(TEMPLATE)
        cls.root.post("/fs", {"name": "data", "url": f"local:/{cls.folder}", "username": "anna"}, 201)

    def refused(self, status, code, call, *args, **named):
        with self.assertRaises(Refused) as caught:
            call(*args, **named)
        self.assertEqual((status, code), (caught.exception.status, caught.exception.code), caught.exception)

    def ended(self, run, *statuses):
        shown = wait_for(lambda: self.final(run), f"the end of {run}")
        require_run(shown)
        self.assertIn(shown["status"], statuses, shown)
        return shown

    def final(self, run):
        shown = self.anna.get(f"/run/{run}")
        return shown if shown["status"] in FINAL else None

    def start(self, body):
        answer = self.anna.post("/run", body, 201)
        require_keys(answer, {"runID": shapes.RUN_ID})
        self.assertEqual(["runID"], list(answer))
        return answer["runID"]

    def test_01_login(self):
        anybody = Wire(ENDPOINT)
        self.refused(400, "UserNotExist", anybody.post, "/login", {"username": "nobody", "password": "secret1"}, 200)
        self.refused(400, "AuthFailed", anybody.post, "/login", {"username": "anna", "password": "secret2"}, 200)
        self.refused(400, "MalformedJSON", anybody.send, "POST", "/login", b"{")
        self.refused(400, "AuthWithoutToken", anybody.get, "/run")
        self.refused(400, "AuthInvalidToken", Wire(ENDPOINT, "x.y.z").get, "/run")
        self.refused(404, "PathNotFound", self.anna.get, "/nothing")
        self.refused(405, "MethodNotAllowed", self.anna.send, "PATCH", "/run")
        self.anna.send("GET", "/run", headers={"x-pf-request-id": "my-own-id"})
        self.assertEqual(200, anybody.send("POST", "/login/", {"USERNAME": "anna", "Password": "secret1"})[0])

    def test_02_users(self):
        root, anna = self.root, self.anna
        self.assertEqual({"username": "carla"}, root.post("/user", {"username": "carla", "password": "secret1"}, 200))
        again = {"username": "carla", "password": "secret1"}
        self.refused(403, "UserNameDuplicated", root.post, "/user", again, 200)
        self.refused(400, "InvalidNamePattern", root.post, "/user", {"username": "c-a", "password": "secret1"}, 200)
        for weak in ("a1b2c", "abcdef", "ABCDEF1"):
            self.refused(400, "UserPasswordWeak", root.post, "/user", {"username": "dora", "password": weak}, 200)
        self.refused(400, "AuthIllegalUser", anna.post, "/user", {"username": "dora", "password": "secret1"}, 200)
        self.refused(403, "OnlyRootAllowed", anna.post, "/user", {"username": "anna", "password": "secret1"}, 200)
        users = require_page(root.get("/user", maxKeys=1), "userList", 1)
        self.assertEqual(1, len(users))
        for user in require_page(root.get("/user"), "userList", 50):
            require_keys(user, shapes.USER)
            self.assertNotIn("password", user)
        self.assertEqual("carla", root.get("/user", user="carla")["name"])
        self.refused(403, "AccessDenied", anna.get, "/user")
        carla = login(ENDPOINT, "carla", "secret1")
        self.refused(400, "UserPasswordWeak", carla.put, "/user/carla", {"password": "weak"})
        self.refused(400, "UserNotExist", root.put, "/user/nobody", {"password": "secret1"})
        self.refused(403, "AccessDenied", carla.put, "/user/anna", {"password": "secret1"})
        self.assertIsNone(carla.put("/user/carla", {"password": "secret2"}))
        self.refused(400, "AuthFailed", carla.get, "/run")
        carla = login(ENDPOINT, "carla", "secret2")
        self.refused(403, "AccessDenied", carla.delete, "/user/carla")
        self.refused(403, "AccessDenied", root.delete, "/user/root")
        self.refused(400, "UserNotExist", root.delete, "/user/nobody")
        self.assertIsNone(root.delete("/user/carla"))
        self.refused(400, "UserNotExist", carla.get, "/run")

    def test_03_version(self):
        require_keys(self.anna.get("/version"), shapes.VERSION)
        self.refused(400, "AuthWithoutToken", Wire(ENDPOINT).get, "/version")

    def test_04_storages(self):
        root, anna = self.root, self.anna
        other = FOLDER / "other"
        other.mkdir()
        made = root.post("/fs", {"name": "other", "url": f"local:/{other}", "properties": {}}, 201)
        self.assertEqual({"fsName": "other", "fsID": "fs-root-other"}, made)
        again = {"name": "other", "url": f"local:/{other}"}
        self.refused(400, "DuplicatedName", root.post, "/fs", again, 201)
        bad = {"name": "a b", "url": f"local:/{other}"}
        self.refused(400, "FileSystemNameFormatError", root.post, "/fs", bad, 201)
        for url in ("nothing", "http://x/y", "local://", "local://root"):
            wrong = {"name": "wrong", "url": url}
            self.refused(400, "InvalidFileSystemParamsURL", root.post, "/fs", wrong, 201)
        page = anna.get("/fs", maxKeys=10)
        require_keys(page, {"marker": str, "truncated": bool, "nextMarker": str, "fsList": list})
        self.assertEqual(["data"], [fs["name"] for fs in page["fsList"]])
        shown = anna.get("/fs/data")
        require_keys(shown, shapes.FS)
        expected = {
            "id": "fs-anna-data", "name": "data", "type": "local", "serverAddress": "", "subPath": str(self.folder),
            "username": "anna", "properties": {}, "independentMountProcess": False}
        self.assertEqual(expected, {key: shown[key] for key in expected})
        self.assertEqual("data", root.get("/fs/data", username="anna")["name"])
        self.refused(404, "RecordNotFound", anna.get, "/fs/other", username="root")
        self.assertIsNone(root.delete("/fs/other"))
        self.refused(404, "RecordNotFound", root.delete, "/fs/other")
        self.refused(404, "RecordNotFound", root.get, "/fs/other")

    def test_05_template_with_two_versions(self):
        anna = self.anna
        made = anna.post("/pipeline", {"fsname": "data", "yamlPath": "words.yaml", "desc": "counts"}, 201)
        require_keys(made, {"pipelineID": shapes.PIPELINE["pipelineID"], "pipelineVersionID": str, "name": str})
        self.assertEqual(("1", "words"), (made["pipelineVersionID"], made["name"]))
        type(self).template = template = made["pipelineID"]
        self.refused(400, "DuplicatedName", anna.post, "/pipeline", {"yamlRaw": encoded(SECOND)}, 201)
        self.refused(400, "InvalidPipeline", anna.post, "/pipeline", {"yamlRaw": encoded(TEMPLATE)}, 201)
        self.refused(400, "Decode base64", anna.post, "/pipeline", {"yamlRaw": "%%%"}, 201)
        self.refused(400, "InvalidArguments", anna.post, "/pipeline", {}, 201)
        both = {"yamlRaw": encoded(SECOND), "fsName": "data"}
        self.refused(400, "InvalidArguments", anna.post, "/pipeline", both, 201)
        missing = {"fsName": "data", "yamlPath": "none.yaml"}
        self.refused(400, "ReadYamlFileFailed", anna.post, "/pipeline", missing, 201)
        self.refused(400, "InvalidPipeline", anna.post, "/pipeline", {"yamlRaw": encoded("name: x")}, 201)
        self.refused(400, "InvalidHTTPRequest", anna.send, "POST", "/pipeline", b"[")
        long = {"yamlRaw": encoded(SECOND.replace("words", "longer")), "desc": "x" * 257}
        self.refused(400, "InvalidArguments", anna.post, "/pipeline", long, 201)
        update = anna.post(f"/pipeline/{template}", {"yamlRaw": encoded(SECOND), "desc": "counts more"}, 201)
        self.assertEqual({"pipelineID": template, "pipelineVersionID": "2"}, update)
        self.refused(400, "InvalidArguments", anna.post, f"/pipeline/{template}",
                     {"yamlRaw": encoded(SECOND.replace("words", "longer"))}, 201)
        self._shown(template)
        self.refused(404, "PipelineNotFound", anna.get, "/pipeline/ppl-999999")
        self.refused(404, "PipelineNotFound", anna.get, f"/pipeline/{template}/9")
        self.refused(403, "AccessDenied", self.berta.get, f"/pipeline/{template}")
        self.refused(403, "AccessDenied", anna.get, "/pipeline", userFilter="anna")
        third = anna.post(f"/pipeline/{template}", {"fsName": "data", "yamlPath": "words.yaml", "desc": ""}, 201)
        self.assertEqual("3", third["pipelineVersionID"])
        self.assertIsNone(anna.delete(f"/pipeline/{template}/3"))
        self.refused(404, "PipelineNotFound", anna.delete, f"/pipeline/{template}/3")

    def _shown(self, template):
        pipelines = require_page(self.anna.get("/pipeline"), "pipelineList", 50)
        self.assertEqual([("words", "counts more", "anna")], [(p["name"], p["desc"], p["username"]) for p in pipelines])
        require_keys(pipelines[0], shapes.PIPELINE)
        shown = self.anna.get(f"/pipeline/{template}", maxKeys=1)
        require_keys(shown["pipeline"], shapes.PIPELINE)
        first = require_page(shown["pplVersions"], "pplVersionList", 1)
        require_keys(first[0], shapes.PIPELINE_VERSION)
        told = ("1", "data", "words.yaml", TEMPLATE)
        names = ("pipelineVersionID", "fsName", "yamlPath", "pipelineYaml")
        self.assertEqual(told, tuple(first[0][name] for name in names))
        rest = self.anna.get(f"/pipeline/{template}", marker=shown["pplVersions"]["nextMarker"])["pplVersions"]
        self.assertEqual(["2"], [v["pipelineVersionID"] for v in require_page(rest, "pplVersionList", 50)])
        version = self.anna.get(f"/pipeline/{template}/2")
        require_keys(version["pipeline"], shapes.PIPELINE)
        require_keys(version["pipelineVersion"], shapes.PIPELINE_VERSION)
        told = ("2", "", "", SECOND)
        self.assertEqual(told, tuple(version["pipelineVersion"][name] for name in names))

    def test_06_run_with_parameters(self):
        run = self.start({
            "pipelineID": self.template, "pipelineVersionID": "2", "fsname": "data", "desc": "by hand",
            "name": "renamed", "parameters": {"word": "third"}, "dockerEnv": "alpine",
            "failureOptions": {"strategy": "continue"}})
        shown = self.ended(run, "succeeded")
        expected = {
            "runID": run, "name": "renamed", "source": f"{self.template}-2", "username": "anna", "fsName": "data",
            "description": "by hand", "parameters": {"word": "third"}, "dockerEnv": "alpine", "disabled": "",
            "failureOptions": {"strategy": "continue"}, "scheduleID": "", "runCachedIDs": "",
            "runYaml": SECOND}
        self.assertEqual(expected, {key: shown[key] for key in expected})
        self.assertEqual("data", shown["fsOptions"]["mainFS"]["name"])
        self.assertTrue(shown["activateTime"])
        self._components(run, shown)
        latest = self.start({"pipelineID": self.template, "disabled": "inner"})
        shown = self.ended(latest, "succeeded")
        self.assertEqual((f"{self.template}-", "inner", None),
                         (shown["source"], shown["disabled"], shown["parameters"]))
        self.assertEqual("skipped", shown["runtime"]["inner"][0]["status"])
        type(self).first_run, type(self).second_run = run, latest
        self._refused_runs()

    def _components(self, run, shown):
        make, = shown["runtime"]["make"]
        self.assertRegex(make["jobID"], f"job-{run}-make-[0-9a-f]{{8}}")
        self.assertEqual((f"{run}-make", "succeeded", {"word": "third"}, "", "alpine"),
                         tuple(make[key] for key in ("name", "status", "parameters", "deps", "dockerEnv")))
        self.assertTrue(make["startTime"] and make["endTime"])
        path = make["artifacts"]["output"]["text"]
        self.assertRegex(path, rf"\.pipeline/{run}/renamed/make-0-[0-9a-f]{{32}}/text")
        self.assertEqual("third\n", (self.folder / path).read_text())
        self.assertIn("echo third", make["command"])
        self.assertEqual(run, make["env"]["PF_RUN_ID"])
        inner, = shown["runtime"]["inner"]
        self.assertRegex(inner["id"], f"dag-{run}-.+")
        self.assertEqual((f"dag-{run}-inner", "make", "succeeded", make["parentDagID"]),
                         tuple(inner[key] for key in ("name", "deps", "status", "parentDagID")))
        counts = inner["entryPoints"]["count"]
        self.assertEqual(2, len(counts))
        self.assertTrue(counts[1]["name"].endswith("-1"), counts[1]["name"])
        self.assertEqual([inner["id"]] * 2, [count["parentDagID"] for count in counts])
        self.assertEqual("succeeded", shown["postProcess"]["mail"]["status"])

    def _refused_runs(self):
        refused, post = self.refused, self.anna.post
        refused(400, "MalformedYaml", post, "/run", {"runYamlRaw": "%%%"}, 201)
        refused(400, "InvalidPipeline", post, "/run", {"runYamlRaw": encoded("name: [")}, 201)
        refused(400, "InvalidPipeline", post, "/run", {"runYamlRaw": encoded("entry_points: {a: {command: a}}")}, 201)
        refused(404, "PipelineNotFound", post, "/run", {"pipelineID": "ppl-999999"}, 201)
        refused(403, "AccessDenied", self.berta.post, "/run", {"pipelineID": self.template}, 201)
        refused(400, "InvalidArguments", post, "/run", {"runYamlPath": "words.yaml"}, 201)
        refused(400, "InvalidArguments", post, "/run", {"fsName": "none", "runYamlRaw": encoded(CACHED)}, 201)
        refused(400, "ReadYamlFileFailed", post, "/run", {"fsName": "data", "runYamlPath": "none.yaml"}, 201)
        refused(400, "ReadYamlFileFailed", post, "/run", {"fsName": "data"}, 201)
        odd = {"fsName": "data", "runYamlRaw": encoded(CACHED), "name": "a b"}
        refused(400, "InvalidNamePattern", post, "/run", odd, 201)
        refused(400, "MalformedJSON", self.anna.send, "POST", "/run", b"{")
        refused(400, "MalformedJSON", post, "/run", {"runYamlRaw": 7}, 201)
        for unknown in ("none", "none.word", "make.none"):
            wrong = {"pipelineID": self.template, "fsName": "data", "parameters": {unknown: "x"}}
            refused(400, "InvalidPipeline", post, "/run", wrong, 201)
        mixed = {"fsName": "data", "runYamlRaw": encoded(CACHED + "fs_options: {main_fs: {name: other}}\n")}
        refused(400, "InvalidArguments", post, "/run", mixed, 201)
        foreign = {"username": "anna", "fsName": "data", "runYamlRaw": encoded(CACHED)}
        refused(400, "AuthIllegalUser", self.berta.post, "/run", foreign, 201)

    def test_07_lists_of_runs(self):
        anna = self.anna
        runs = require_page(anna.get("/run", maxKeys="100"), "runList", 100)
        for run in runs:
            require_keys(run, shapes.RUN_BRIEF)
        ids = [run["runID"] for run in runs]
        self.assertEqual(sorted(ids), ids)
        page = anna.get("/run", maxKeys=1)
        require_page(page, "runList", 1)
        second = require_page(anna.get("/run", maxKeys=1, marker=page["nextMarker"]), "runList", 1)
        self.assertEqual(ids[:2], [page["runList"][0]["runID"], second[0]["runID"]])
        for query, found in (
                ({"runFilter": f"{ids[0]},{ids[1]}"}, ids[:2]), ({"nameFilter": "renamed"}, [self.first_run]),
                ({"statusFilter": "failed"}, []), ({"fsFilter": "none"}, []), ({"fsFilter": "data"}, ids),
                ({"userFilter": "berta"}, ids)):
            self.assertEqual(found, [run["runID"] for run in anna.get("/run", **query)["runList"]], query)
        self.assertEqual([], self.root.get("/run", userFilter="berta")["runList"])
        last = anna.get("/run", nameFilter="renamed", maxKeys=1)
        self.assertNotIn("nextMarker", last)
        for wrong in ("0", "1001", "x"):
            self.refused(400, "InvalidURI", anna.get, "/run", maxKeys=wrong)
        self.refused(400, "InvalidMarker", anna.get, "/run", marker="%%")
        self.refused(404, "RunNotFound", anna.get, "/run/run-999999")
        self.refused(403, "AccessDenied", self.berta.get, f"/run/{self.first_run}")

    def test_08_live_logs_and_stop(self):
        gate = self.folder / "gate"
        run = self.start({"runYamlRaw": encoded(GATED % gate)})

        def lines():
            log = self.anna.get(f"/log/run/{run}")
            require_log(log)
            return "".join(task["logInfo"]["logContent"] for job in log["runLog"] for task in job["taskList"])

        wait_for(lambda: "waiting" in lines(), "a line of a step that runs")

        def running():
            shown = self.anna.get(f"/run/{run}")
            require_run(shown)
            return shown if shown["runtime"]["wait"][0]["status"] == "running" else None

        shown = wait_for(running, "a step that runs")
        self.assertEqual("running", shown["status"])
        wait, = shown["runtime"]["wait"]
        self.assertTrue(wait["startTime"] and not wait["endTime"])
        job = self.anna.get("/log/job", jobID=wait["jobID"])
        require_job_log(job)
        self.assertEqual(wait["jobID"], job["jobID"])
        self.refused(403, "ActionNotAllowed", self.anna.delete, f"/run/{run}", {"checkCache": None})
        self.refused(403, "ActionNotAllowed", self.anna.put, f"/run/{run}", action="retry")
        self.refused(400, "InvalidArguments", self.anna.put, f"/run/{run}", action="wave")
        self.refused(400, "InvalidArguments", self.anna.put, f"/run/{run}")
        self.refused(403, "AccessDenied", self.berta.put, f"/run/{run}", action="stop")
        self.refused(404, "RunNotFound", self.anna.put, "/run/run-999999", action="stop")
        self.assertIsNone(self.anna.put(f"/run/{run}", {"stopForce": False}, action="stop"))
        shown = self.ended(run, "terminated")
        self.assertEqual(("terminated", "cancelled"),
                         tuple(shown["runtime"][name][0]["status"] for name in ("wait", "last")))
        self.refused(403, "ActionNotAllowed", self.anna.put, f"/run/{run}", action="stop")
        self._forced()

    def _forced(self):
        slow = "name: slow\nentry_points: {a: {command: \"trap '' TERM; while :; do sleep 0.1; done\"}}\n"
        run = self.start({"runYamlRaw": encoded(slow)})
        wait_for(lambda: self.anna.get(f"/run/{run}")["status"] == "running", "a run to stop")
        self.assertIsNone(self.anna.put(f"/run/{run}", action="stop"))
        self.assertIsNone(self.anna.put(f"/run/{run}", {"stopForce": True}, action="stop"))
        self.ended(run, "terminated")

    def test_09_pages_of_logs(self):
        lines = "name: lines\nentry_points: {a: {command: 'for i in 1 2 3 4 5; do echo line $i; done'}}\n"
        run = self.start({"runYamlRaw": encoded(lines)})
        shown = self.ended(run, "succeeded")

        def page(**query):
            log = self.anna.get(f"/log/run/{run}", jobID=shown["runtime"]["a"][0]["jobID"], **query)
            require_log(log)
            info = log["runLog"][0]["taskList"][0]["logInfo"]
            return re.findall(r"line (\d)", info["logContent"]), info["hasNextPage"], info["truncated"]

        self.assertEqual((["4", "5"], True, False), page(pageSize=2))
        self.assertEqual((["1"], False, False), page(pageSize=2, pageNo=3))
        self.assertEqual((["1", "2"], True, False), page(pageSize=2, pageNo=1, logFilePosition="begin"))
        self.assertEqual((["5"], False, False), page(pageSize=2, pageNo=3, logFilePosition="begin"))
        self.assertEqual(([], False, False), page(pageSize=2, pageNo=9, logFilePosition="begin"))
        self.assertEqual(5, len(page(pageSize=0, pageNo=0)[0]))
        for wrong in ({"pageSize": 101}, {"pageSize": "x"}, {"pageNo": "x"}, {"logFilePosition": "middle"}):
            self.refused(400, "InvalidURI", self.anna.get, f"/log/run/{run}", **wrong)
        self.refused(404, "RunNotFound", self.anna.get, "/log/run/run-999999")
        self.refused(403, "AccessDenied", self.berta.get, f"/log/run/{run}")
        self.refused(400, "InvalidURI", self.anna.get, "/log/job", jobID=shown["runtime"]["a"][0]["jobID"],
                     readFromTail="perhaps")

    def test_10_retry(self):
        gate = self.folder / "good"
        run = self.start({"runYamlRaw": encoded(BROKEN % gate), "parameters": {}})
        before = self.ended(run, "failed")
        self.assertEqual(("succeeded", "failed"),
                         tuple(before["runtime"][name][0]["status"] for name in ("good", "bad")))
        self.assertTrue(before["runMsg"])
        gate.touch()
        answer = self.anna.put(f"/run/{run}", action="retry")
        self.assertEqual(["runID"], list(answer))
        self.assertNotEqual(run, answer["runID"])
        after = self.ended(answer["runID"], "succeeded")
        self.assertEqual(before["runtime"]["good"][0]["jobID"], after["runtime"]["good"][0]["jobID"])
        self.assertNotEqual(before["runtime"]["bad"][0]["jobID"], after["runtime"]["bad"][0]["jobID"])
        self.assertEqual((before["name"], before["source"], before["runYaml"]),
                         (after["name"], after["source"], after["runYaml"]))
        self.assertEqual("failed", self.anna.get(f"/run/{run}")["status"])
        self.refused(403, "ActionNotAllowed", self.anna.put, f"/run/{answer['runID']}", action="retry")

    def test_11_cache_hit(self):
        first = self.start({"fsName": "data", "runYamlRaw": encoded(CACHED)})
        made, = self.ended(first, "succeeded")["runtime"]["make"]
        self.assertEqual({"enable": True, "maxExpiredTime": "300", "fsScope": None}, made["cache"])
        wait_for(lambda: self.anna.get("/runCache", runFilter=first)["runCacheList"], "an entry of the cache")
        second = self.start({"fsName": "data", "runYamlRaw": encoded(CACHED)})
        hit, = self.ended(second, "succeeded")["runtime"]["make"]
        self.assertEqual(("succeeded", "", first, made["jobID"]),
                         tuple(hit[key] for key in ("status", "jobID", "cacheRunID", "cacheJobID")))
        self.assertEqual(second, self.anna.get(f"/run/{first}")["runCachedIDs"])
        caches = require_page(self.anna.get("/runCache", runFilter=first), "runCacheList", 50)
        self.assertEqual(1, len(caches))
        cache = self.anna.get(f"/runCache/{caches[0]['cacheID']}")
        for each in (caches[0], cache):
            require_keys(each, shapes.CACHE)
        told = tuple(cache[key] for key in ("runID", "jobID", "fsname", "username", "expiredTime"))
        self.assertEqual((first, made["jobID"], "data", "anna", "300"), told)
        self.assertEqual(len(self.anna.get("/runCache")["runCacheList"]),
                         len(self.anna.get("/runCache", userFilter="berta")["runCacheList"]))
        self.assertEqual([], self.anna.get("/runCache", fsFilter="none")["runCacheList"])
        self.refused(404, "RunCacheNotFound", self.anna.get, "/runCache/cch-999999")
        self.refused(403, "AccessDenied", self.berta.get, f"/runCache/{cache['cacheID']}")
        self.refused(403, "AccessDenied", self.berta.delete, f"/runCache/{cache['cacheID']}")
        type(self).cached, type(self).hit, type(self).cache = first, second, cache["cacheID"]

    def test_12_artifacts(self):
        events = require_page(self.anna.get("/artifact", runFilter=self.cached), "artifactEventList", 50)
        self.assertEqual(1, len(events))
        require_keys(events[0], shapes.ARTIFACT)
        told = tuple(events[0][key] for key in ("runID", "fsname", "username", "step", "type", "artifactName"))
        self.assertEqual((self.cached, "data", "anna", "make", "output", "text"), told)
        same = self.anna.get("/artifact", pathFilter=events[0]["artifactPath"], typeFilter="output")
        self.assertIn(events[0], same["artifactEventList"])
        self.assertEqual([], self.anna.get("/artifact", runFilter=self.cached, typeFilter="input")["artifactEventList"])
        self.assertEqual([], self.berta.get("/artifact", userFilter="anna")["artifactEventList"])

    def test_13_delete_refused_and_forced(self):
        files = self.folder / ".pipeline" / self.cached
        self.assertTrue(files.is_dir())
        self.refused(403, "AccessDenied", self.berta.delete, f"/run/{self.cached}")
        for body in (None, {"checkCache": None}, {"checkCache": True}):
            self.refused(403, "ActionNotAllowed", self.anna.delete, f"/run/{self.cached}", body)
        self.assertIsNone(self.anna.delete(f"/run/{self.cached}", {"checkCache": False}))
        self.assertFalse(files.exists())
        self.refused(404, "RunNotFound", self.anna.get, f"/run/{self.cached}")
        self.refused(404, "RunNotFound", self.anna.delete, f"/run/{self.cached}")
        self.assertIsNone(self.anna.delete(f"/run/{self.hit}", {"checkCache": None}))

    def test_14_delete_of_a_cache_entry(self):
        run = self.start({"fsName": "data", "runYamlRaw": encoded(CACHED.replace("made", "made again"))})
        self.ended(run, "succeeded")
        entries = wait_for(lambda: self.anna.get("/runCache", runFilter=run)["runCacheList"], "an entry of the cache")
        cache = entries[0]["cacheID"]
        self.assertIsNone(self.anna.delete(f"/runCache/{cache}"))
        self.refused(404, "RunCacheNotFound", self.anna.delete, f"/runCache/{cache}")

    def test_15_schedule(self):
        anna, template = self.anna, self.template
        tick = TEMPLATE.replace("name: words", "name: ticks")
        made = anna.post("/pipeline", {"yamlRaw": encoded(tick.replace("> {{text}}", "").replace(
            "    artifacts: {output: [text]}\n", ""))}, 201)
        body = {
            "name": "often", "pipelineID": made["pipelineID"], "pipelineVersionID": "1", "crontab": "@every 1s",
            "desc": "each second", "concurrency": "1", "concurrencyPolicy": "skip", "expireInterval": 0,
            "endTime": (datetime.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M:%S")}
        answer = anna.post("/schedule", body, 201)
        self.assertEqual(["scheduleID"], list(answer))
        schedule = answer["scheduleID"]
        self.refused(400, "DuplicatedName", anna.post, "/schedule", body, 201)
        for code, change in (
                ("InvalidNamePattern", {"name": "a-b"}), ("InvalidArguments", {"name": "bb", "crontab": "x"}),
                ("InvalidArguments", {"name": "bb", "endTime": "2001-01-01 00:00:00"}),
                ("InvalidArguments", {"name": "bb", "concurrencyPolicy": "wave"}),
                ("InvalidHTTPRequest", {"name": "bb", "catchup": "x"})):
            self.refused(400, code, anna.post, "/schedule", {**body, **change}, 201)
        for change in ({"pipelineID": "ppl-999999"}, {"pipelineVersionID": "9"}):
            self.refused(404, "PipelineNotFound", anna.post, "/schedule", {**body, "name": "bb", **change}, 201)
        self.refused(403, "AccessDenied", self.berta.post, "/schedule", {**body, "name": "bb"}, 201)
        run = wait_for(lambda: self._runs_of(schedule, body), "a run of the schedule")
        self.assertEqual((schedule, "often", "each second"), (run["scheduleID"], run["name"], run["description"]))
        self.assertTrue(run["scheduledTime"])
        self.refused(403, "ActionNotAllowed", anna.delete, f"/schedule/{schedule}")
        self.refused(403, "ActionNotAllowed", anna.delete, f"/pipeline/{made['pipelineID']}")
        self.refused(403, "AccessDenied", self.berta.put, f"/schedule/{schedule}")
        self.assertIsNone(anna.put(f"/schedule/{schedule}"))
        self.refused(403, "ActionNotAllowed", anna.put, f"/schedule/{schedule}")
        self.assertEqual("terminated", anna.get(f"/schedule/{schedule}")["status"])
        self.refused(404, "ScheduleNotFound", anna.get, "/schedule/schedule-999999")
        self.refused(403, "AccessDenied", self.berta.get, f"/schedule/{schedule}")
        self.refused(404, "ScheduleNotFound", self.berta.delete, f"/schedule/{schedule}")
        self.assertIsNone(anna.delete(f"/schedule/{schedule}"))
        self.refused(404, "ScheduleNotFound", anna.delete, f"/schedule/{schedule}")
        self.assertIsNone(anna.delete(f"/pipeline/{made['pipelineID']}"))
        self.assertIsNone(anna.delete(f"/pipeline/{template}/1"))
        self.refused(403, "ActionNotAllowed", anna.delete, f"/pipeline/{template}/2")

    def _runs_of(self, schedule, body):
        listed = require_page(self.anna.get("/schedule", nameFilter="often"), "scheduleList", 50)
        shown = self.anna.get(f"/schedule/{schedule}")
        for each in (listed[0], shown):
            require_keys(each, shapes.SCHEDULE)
            require_keys(each["options"], shapes.SCHEDULE_OPTIONS)
        options = {"catchup": True, "expireInterval": 0, "concurrency": 1, "concurrencyPolicy": "skip"}
        self.assertEqual((options, {"username": "anna"}, body["endTime"], "@every 1s", "running"),
                         tuple(shown[key] for key in ("options", "fsConfig", "endTime", "crontab", "status")))
        self.assertTrue(shown["nextRunTime"])
        runs = require_page(shown["runs"], "runList", 50)
        for run in runs:
            require_keys(run, shapes.RUN_BRIEF)
        return runs[0] if runs else None

    def test_16_capacity(self):
        root, anna = self.root, self.anna
        names = [f["name"] for f in require_page(anna.get("/flavour"), "flavourList", 50)]
        self.assertTrue({"flavour1", "flavour2", "flavour3"} <= set(names), names)
        require_keys(anna.get("/flavour/flavour2"), shapes.FLAVOUR)
        self.assertEqual({"nvidia.com/gpu": "1"}, anna.get("/flavour/flavour2")["scalarResources"])
        self.refused(404, "FlavourNotFound", anna.get, "/flavour/none")
        resources = {"cpu": "2", "mem": "2Gi"}
        queue = {"name": "small", "namespace": "default", "clusterName": None, "maxResources": resources}
        self.refused(403, "OnlyRootAllowed", anna.post, "/queue", queue, 200)
        self.assertEqual({"name": "small"}, root.post("/queue", queue, 200))
        self.refused(403, "QueueNameDuplicated", root.post, "/queue", queue, 200)
        shown = root.get("/queue/small")
        require_keys(shown, {**shapes.QUEUE, "usedResources": (dict, type(None)), "idleResources": (dict, type(None))})
        self.assertEqual(("2", "2Gi"), (shown["maxResources"]["cpu"], shown["maxResources"]["memory"]))
        self.refused(403, "ActionNotAllowed", anna.get, "/queue/small")
        grant = {"username": "anna", "resourceType": "queue", "resourceID": "small"}
        self.assertEqual(["grantID"], list(root.post("/grant", grant, 200)))
        self.refused(400, "GrantAlreadyExist", root.post, "/grant", grant, 200)
        for each in require_page(root.get("/grant", username="anna"), "grantList", 50):
            require_keys(each, shapes.GRANT)
        self.assertIn("small", [q["name"] for q in require_page(anna.get("/queue"), "queueList", 50)])
        self.assertIsNone(root.delete("/grant", **grant))
        self.refused(400, "GrantNotFound", root.delete, "/grant", **grant)
        self.assertIsNone(root.delete("/queue/small"))
        self.refused(400, "QueueNameNotFound", root.get, "/queue/small")
        clusters = require_page(root.get("/cluster"), "clusterList", 50)
        self.assertIn("default-cluster", [cluster["clusterName"] for cluster in clusters])
        require_keys(clusters[0], shapes.CLUSTER)

    def test_17_the_end(self):
        for run in self.anna.get("/run", maxKeys=1000)["runList"]:
            self.ended(run["runID"], *FINAL)
            self.assertIsNone(self.anna.delete(f"/run/{run['runID']}", {"checkCache": False}))
        self.assertEqual([], self.anna.get("/run")["runList"])
        self.assertIsNone(self.anna.delete(f"/pipeline/{self.template}"))
        self.assertIsNone(self.anna.delete("/fs/data"))
        self.assertTrue((self.folder / "words.yaml").exists())


if __name__ == "__main__":
    unittest.main(failfast=False)
