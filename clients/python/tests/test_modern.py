"""The modern layer and pipelines written in Python, against a real server."""

import tempfile
import unittest

from millrace.api import MillraceError, RunFailedError
from millrace.dsl import ELEMENT, Input, Output, Pipeline, step
from real_server import RealServerTest


@step
def numbers(out: Output, upto: int = 3):
    with open(out, "w") as file:
        for number in range(1, upto + 1):
            print("number", number)
            file.write("%d\n" % number)


@step
def total(of: Input, out: Output, scale: float = 1.0, label: str = "total"):
    result = scale * sum(int(line) for line in open(of))
    print(label, result)
    open(out, "w").write(str(result))


def arithmetic():
    with Pipeline("arithmetic") as pipeline:
        made = numbers(upto=4)
        summed = total(of=made.output("out"), scale=0.5)
        pipeline.step("high", "echo high", condition=summed.output("out") > 4)
        pipeline.step("low", "echo low", condition=summed.output("out") <= 4)
        with pipeline.dag("again", loop=[1, 2]) as again:
            again.step("show", "cat {{text}} # {{n}}", inputs={"text": made.output("out")}, parameters={"n": ELEMENT})
    return pipeline


class Modern(RealServerTest):
    def test_pipeline_written_in_python_runs(self):
        run_id = self.millrace.runs.create(arithmetic().to_yaml(), fs_name=self.fs)
        lines = list(self.millrace.logs.follow(run_id, "numbers"))
        self.assertEqual(["number 1", "number 2", "number 3", "number 4"], lines)
        run = self.millrace.runs.succeeded(run_id, timeout=60)
        self.assertEqual(
            {"numbers": "succeeded", "total": "succeeded", "high": "succeeded", "low": "skipped"},
            {job.path: job.status for job in run.jobs if "." not in job.path},
        )
        self.assertEqual(["total 5.0"], list(self.millrace.logs.follow(run_id, "total")))
        self.assertEqual("arithmetic", run.name)

    def test_parameters_are_checked_by_their_annotations(self):
        with self.assertRaises(MillraceError) as refused:
            self.millrace.runs.create(arithmetic().to_yaml(), fs_name=self.fs, parameters={"upto": "many"})
        self.assertEqual("InvalidPipeline", refused.exception.code)

    def test_validate_says_where(self):
        valid = self.millrace.runs.validate(arithmetic().to_yaml(), fsName=self.fs)
        self.assertEqual([True, []], [valid["valid"], valid["problems"]])
        broken = self.millrace.runs.validate("name: x\nentry_points:\n  a: {comand: ls}\n")
        self.assertFalse(broken["valid"])
        self.assertEqual(3, broken["problems"][0]["line"])

    def test_events_come_in_order_and_can_be_taken_up(self):
        run_id = self.millrace.runs.create("name: one\nentry_points:\n  a: {command: echo a}\n")
        events = list(self.millrace.runs.events(run_id))
        self.assertEqual(list(range(1, len(events) + 1)), [event["sequence"] for event in events])
        self.assertEqual("run-ended", events[-1]["event"])
        self.assertEqual(events[3:], list(self.millrace.runs.events(run_id, after=3)))
        self.assertEqual([], list(self.millrace.runs.events(run_id, after=events[-1]["sequence"])))

    def test_waiting_hears_of_changes(self):
        run_id = self.millrace.runs.create("name: one\nentry_points:\n  a: {command: exit 7}\n")
        seen = []
        with self.assertRaises(RunFailedError) as failed:
            self.millrace.runs.succeeded(run_id, timeout=60)
        self.assertEqual((run_id, "failed"), (failed.exception.run_id, failed.exception.run_status))
        self.millrace.runs.wait(run_id, on_change=lambda run: seen.append(run.status))
        self.assertEqual(["failed"], seen)

    def test_waiting_is_bounded(self):
        run_id = self.millrace.runs.create("name: slow\nentry_points:\n  a: {command: sleep 600}\n")
        with self.assertRaises(TimeoutError):
            self.millrace.runs.wait(run_id, timeout=0.1, poll=0.01)
        self.millrace.runs.stop(run_id)
        self.assertEqual("terminated", self.millrace.runs.wait(run_id, timeout=60).status)

    def test_plan_and_explain(self):
        yaml = "name: one\ncache: {enable: true}\nentry_points:\n  a: {command: echo a}\n"
        run_id = self.millrace.runs.create(yaml, fs_name=self.fs)
        self.millrace.runs.succeeded(run_id, timeout=60)
        plan = self.millrace.runs.plan(yaml, fsName=self.fs)
        self.assertEqual(["hit"], [line["plan"] for line in plan["steps"]])
        explained = self.millrace.runs.explain(run_id, "a")
        self.assertEqual("miss", explained["answer"])
        self.assertIn("<svg", self.millrace.runs.graph(run_id))

    def test_artifacts_are_shown_traced_and_downloaded(self):
        run_id = self.millrace.runs.create(arithmetic().to_yaml(), fs_name=self.fs)
        self.millrace.runs.succeeded(run_id, timeout=60)
        artifacts = self.millrace.artifacts
        made = next(one for one in artifacts.all(run_id=run_id, type="output") if one.step == "numbers")
        detail = artifacts.show(made.number)
        self.assertEqual((made.path, run_id, "numbers"), (detail.path, detail.run_id, detail.step))
        lineage = artifacts.lineage(made.number)
        self.assertEqual(made.number, lineage.subject.number)
        self.assertIn("total", {link.step for link in lineage.downstream})
        with tempfile.TemporaryDirectory() as folder:
            artifacts.download(made.number, folder + "/numbers.txt")
            with open(folder + "/numbers.txt") as copy:
                self.assertEqual("1\n2\n3\n4\n", copy.read())

    def test_users(self):
        self.millrace.users.create("modern1", "secret1")
        self.assertIn("modern1", [user.name for user in self.millrace.users.all()])
        with self.assertRaises(MillraceError) as refused:
            self.millrace.users.create("modern1", "secret1")
        self.assertEqual((403, "UserNameDuplicated"), (refused.exception.status, refused.exception.code))
        self.millrace.users.set_password("modern1", "secret2")
        self.millrace.users.delete("modern1")

    def test_storages(self):
        storage = self.millrace.storages.show(self.fs)
        self.assertEqual((self.fs, "local", "root"), (storage.name, storage.type, storage.username))
        self.assertIn(self.fs, [one.name for one in self.millrace.storages.all()])
        with self.assertRaises(MillraceError) as refused:
            self.millrace.storages.show("nowhere")
        self.assertEqual("RecordNotFound", refused.exception.code)

    def test_versions_and_schedules(self):
        text = "name: planned\nentry_points:\n  a: {command: echo a}\n"
        pipeline_id, version, name = self.millrace.pipelines.create(text)
        self.assertEqual(("1", "planned"), (version, name))
        self.assertEqual("2", self.millrace.pipelines.update(pipeline_id, text.replace("echo a", "echo b")))
        versions = self.millrace.pipelines.versions(pipeline_id).items
        self.assertEqual(["1", "2"], [one.version_id for one in versions])
        self.assertIn("echo b", self.millrace.pipelines.version(pipeline_id, "2").pipeline_yaml)
        schedule_id = self.millrace.schedules.create("nightly", pipeline_id, "2", "0 3 * * *", concurrency=1)
        schedule = self.millrace.schedules.show(schedule_id)
        self.assertEqual(("nightly", "running", 1), (schedule.name, schedule.status, schedule.options["concurrency"]))
        with self.assertRaises(MillraceError) as refused:
            self.millrace.pipelines.delete(pipeline_id)
        self.assertEqual("ActionNotAllowed", refused.exception.code)
        self.assertEqual([], self.millrace.schedules.runs(schedule_id).items)
        self.millrace.schedules.stop(schedule_id)
        self.millrace.schedules.delete(schedule_id)
        self.millrace.pipelines.delete_version(pipeline_id, "1")
        self.millrace.pipelines.delete(pipeline_id)


if __name__ == "__main__":
    unittest.main()
