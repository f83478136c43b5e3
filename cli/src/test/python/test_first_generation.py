"""What the first generation of clients reads at its own port: one object for each step, and nothing after a retry."""

import os
import unittest
from pathlib import Path

import shapes
from wire import encoded, login, require_keys, require_page, wait_for

COMPAT = os.environ["MILLRACE_TEST_COMPAT"]
ENDPOINT = os.environ["MILLRACE_TEST_ENDPOINT"]
PASSWORD = os.environ["MILLRACE_TEST_PASSWORD"]
FOLDER = Path(os.environ["MILLRACE_TEST_STORAGE"])
PIPELINE = """\
name: old
entry_points:
  first: {command: "echo {{word}}", parameters: {word: a}}
  second: {deps: first, command: "test -e '%s'"}
  other: {command: echo other}
"""


class FirstGeneration(unittest.TestCase):
    """The calls of a client of March 2022."""

    @classmethod
    def setUpClass(cls):
        cls.folder = FOLDER / "old"
        cls.folder.mkdir()
        cls.gate = cls.folder / "gate"
        (cls.folder / "run.yaml").write_text(PIPELINE % cls.gate)
        cls.old = login(COMPAT, "root", PASSWORD)
        cls.old.post("/fs", {"name": "old", "url": f"local:/{cls.folder}"}, 201)

    def ended(self, run):
        def final():
            shown = self.old.get(f"/run/{run}")
            return shown if shown["status"] in ("succeeded", "failed", "terminated") else None

        return wait_for(final, f"the end of {run}")

    def test_run_retry_delete(self):
        run = self.old.post(
            "/run", {"fsname": "old", "name": "mine", "entry": "second", "parameters": {"word": "b"}}, 201)["runID"]
        shown = self.ended(run)
        self.assertEqual("failed", shown["status"])
        told = {"runID": run, "fsname": "old", "username": "root", "name": "mine", "entry": "second",
                "param": {"word": "b"}, "parameters": {"word": "b"}, "imageUrl": "", "source": "./run.yaml",
                "runYaml": PIPELINE % self.gate}
        self.assertEqual(told, {key: shown[key] for key in told})
        self.assertIn("description", shown)
        for name in ("updateTime", "createTime", "activateTime"):
            self.assertRegex(shown[name], shapes.MAYBE_TIME)
        self.assertEqual({"first", "second"}, set(shown["runtime"]))
        for step in shown["runtime"].values():
            require_keys(step, shapes.OLD_STEP)
        self.assertEqual(("succeeded", "failed"), tuple(shown["runtime"][n]["status"] for n in ("first", "second")))
        for brief in require_page(self.old.get("/run", fsFilter="old", maxKeys=100), "runList", 100):
            require_keys(brief, {"runID": shapes.RUN_ID, "fsname": str, "username": str, "status": str, "name": str})
        self.gate.touch()
        self.assertIsNone(self.old.put(f"/run/{run}", action="retry"))
        newest = self.old.get("/run", fsFilter="old")["runList"][-1]["runID"]
        self.assertEqual("succeeded", self.ended(newest)["status"])
        self.assertIsNone(self.old.delete(f"/run/{newest}"))
        self.assertIsNone(self.old.delete(f"/run/{run}"))

    def test_pipeline(self):
        made = self.old.post("/pipeline", {"fsname": "old", "yamlPath": "run.yaml", "name": "named"}, 201)
        self.assertEqual("named", made["name"])
        fields = dict.fromkeys(
            ("pipelineID", "name", "fsname", "username", "pipelineYaml", "pipelineMd5", "createTime", "updateTime"), str)
        listed, = require_page(self.old.get("/pipeline", fsFilter="old"), "pipelineList", 50)
        shown = self.old.get(f"/pipeline/{made['pipelineID']}")
        for pipeline in (listed, shown):
            require_keys(pipeline, fields)
            self.assertEqual(("named", "old"), (pipeline["name"], pipeline["fsname"]))
        self.assertEqual(shown["updateTime"], shown["updatetime"])
        self.assertIsNone(self.old.delete(f"/pipeline/{made['pipelineID']}"))

    def test_cache(self):
        cached = 'name: c\nentry_points: {a: {command: "echo > {{o}}", artifacts: {output: [o]}, cache: {enable: true}}}\n'
        run = self.old.post("/run", {"fsname": "old", "runYamlRaw": encoded(cached)}, 201)["runID"]
        self.assertEqual("succeeded", self.ended(run)["status"])
        cache, = wait_for(lambda: self.old.get("/runCache", runFilter=run)["runCacheList"], "an entry of the cache")
        self.assertEqual("a", cache["step"])
        self.assertIsNone(self.old.delete(f"/runCache/{cache['cacheID']}"))

    def test_the_normal_port_tells_both(self):
        new = login(ENDPOINT, "root", PASSWORD)
        run = new.post("/run", {"runYamlRaw": encoded("name: both\nentry_points: {a: {command: echo}}\n")}, 201)["runID"]
        self.ended(run)
        shown = new.get(f"/run/{run}")
        self.assertIsInstance(shown["runtime"]["a"], list)
        self.assertEqual(("", shown["parameters"], shown["dockerEnv"], shown["fsName"]),
                         tuple(shown[key] for key in ("entry", "param", "imageUrl", "fsname")))


if __name__ == "__main__":
    unittest.main()
