"""The manual of the workflow SDK from top to bottom, call by call, each field looked at."""

import re
import unittest

from millrace import ArtifactInfo, DagInfo, JobInfo, LogInfo, PipelineInfo, RunCacheInfo, RunInfo
from real_server import RealServerTest

YAML = """\
name: manual
entry_points:
  prepare:
    command: seq 1 {{rows}} > {{data}}; echo prepared {{rows}}
    parameters: {rows: 3}
    artifacts: {output: [data]}
    env: {KIND: small}
    cache: {enable: true, max_expired_time: 3600}
  count:
    deps: prepare
    command: wc -l < {{data}}
    docker_env: alpine:3.20
    artifacts: {input: {data: "{{prepare.data}}"}}
  work:
    deps: prepare
    entry_points:
      each:
        loop_argument: [a, b]
        command: echo "this is $PF_LOOP_ARGUMENT"
post_process:
  bye:
    command: echo bye
"""
FAILING = "name: failing\nentry_points:\n  ok: {command: 'true'}\n  bad: {deps: ok, command: 'exit 3'}\n"
SLOW = "name: slow\nentry_points:\n  wait: {command: sleep 600}\n"
TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\Z")


class Manual(RealServerTest):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.folder / "run.yaml").write_text(YAML)
        cls.local = cls.folder / "local.yaml"
        cls.local.write_text(YAML)

    def finished(self, run_id, status="succeeded"):
        run = self.millrace.runs.wait(run_id, timeout=60)
        self.assertEqual(status, run.status, run.message)
        return run_id

    def created(self, **request):
        return self.finished(self.done(self.client.create_run(self.fs, **request)))

    def assert_time(self, text):
        self.assertRegex(text, TIME)

    # create_run

    def test_run_of_a_path_in_the_storage(self):
        run_id = self.created(runname="by_path", desc="from the storage", runyamlpath="run.yaml", param={"rows": 4})
        self.assertRegex(run_id, r"run-\d{6}\Z")

    def test_run_without_a_path_is_that_of_run_yaml(self):
        run = self.done(self.client.status_run(self.created()))
        self.assertEqual(("manual", "run.yaml"), (run.name, run.source.lstrip("./")))

    def test_run_of_bytes_and_of_a_local_file(self):
        for raw in (YAML.encode(), str(self.local), self.local):
            run = self.done(self.client.status_run(self.created(runyamlraw=raw)))
            self.assertEqual(YAML, run.run_yaml)

    def test_entry_runs_what_it_depends_on_and_nothing_else(self):
        run = self.done(self.client.status_run(self.created(runyamlraw=YAML.encode(), entry="count")))
        self.assertEqual(["prepare", "count"], [job.name for job in run.job_info if job.name != "bye"])
        self.assertEqual("count", run.entry)

    def test_run_that_cannot_be(self):
        message = self.refused(self.client.create_run(self.fs, runyamlraw=b"name: x\nentry_points:\n  a: {comand: ls}\n"))
        self.assertIn("comand", message)
        self.assertIn("nowhere", self.refused(self.client.create_run("nowhere", runyamlpath="run.yaml")))
        self.refused(self.client.create_run(self.fs, runyamlpath="missing.yaml"))

    # list_run

    def test_list_of_runs(self):
        first, second = self.created(runname="listed"), self.created(runname="listed")
        runs, marker = self.done(self.client.list_run(self.fs, "root", "%s,%s" % (first, second)))
        self.assertIsNone(marker)
        self.assertEqual([first, second], [run.runId for run in runs])
        run = runs[0]
        self.assertIsInstance(run, RunInfo)
        self.assertEqual(
            (self.fs, "root", "succeeded", "listed", ""), (run.fsname, run.username, run.status, run.name, run.desc)
        )
        self.assertIsNone(run.job_info)
        for time in (run.createTime, run.activateTime, run.update_time):
            self.assert_time(time)
        self.assertEqual([], self.done(self.client.list_run(fsname="nothere"))[0])

    def test_pages_of_runs(self):
        wanted = ",".join(self.created() for _ in range(3))
        page, marker = self.done(self.client.list_run(run_id=wanted, maxsize=2))
        self.assertEqual(2, len(page))
        rest, end = self.done(self.client.list_run(run_id=wanted, maxsize=2, marker=marker))
        self.assertEqual(1, len(rest))
        self.assertIsNone(end)
        self.assertEqual(wanted.split(","), [run.runId for run in page + rest])
        ok, message, marker = self.client.list_run(marker="nonsense")
        self.assertEqual((False, None), (ok, marker))
        self.assertIn("nonsense", message)

    # status_run

    def test_status_of_a_run(self):
        run_id = self.created(runname="shown", desc="all of it", runyamlraw=YAML.encode(), param={"rows": 5})
        run = self.done(self.client.status_run(run_id))
        self.assertEqual(
            (run_id, self.fs, "root", "succeeded", "shown", "all of it", "", {"rows": 5}, YAML, ""),
            (
                run.runId,
                run.fsname,
                run.username,
                run.status,
                run.name,
                run.desc,
                run.entry,
                run.param,
                run.run_yaml,
                run.imageUrl,
            ),
        )
        self.assertRegex(run.source, r"[0-9a-f]{32}\Z")
        self.assertIsInstance(run.runMsg, str)
        for time in (run.createTime, run.activateTime, run.update_time):
            self.assert_time(time)
        self.assertEqual((run.runId, run.fsname, run.desc), (run.run_id, run.fs_name, run.description))
        self.assertEqual(["prepare", "count", "work"], list(run.runtime))
        self.assertIsInstance(run.runtime["work"][0], DagInfo)
        self.assertEqual(
            ["prepare", "count", "work.each", "work.each-1", "bye"], [job.path for job in run.job_info]
        )
        self.assertEqual("bye", run.post_process["bye"].name)

    def test_jobs_of_a_run(self):
        run = self.done(self.client.status_run(self.created(runyamlraw=YAML.encode(), param={"prepare.rows": 2})))
        jobs = {job.path: job for job in run.job_info}
        prepare, count = jobs["prepare"], jobs["count"]
        self.assertIsInstance(prepare, JobInfo)
        self.assertEqual(("prepare", "", {"rows": "2"}, "succeeded"), (prepare.name, prepare.deps, prepare.parameters, prepare.status))
        self.assertIn("echo prepared 2", prepare.command)
        self.assertEqual("small", prepare.env["KIND"])
        self.assertEqual(run.runId, prepare.env["PF_RUN_ID"])
        self.assertEqual(("prepare", "alpine:3.20"), (count.deps, count.image))
        self.assertEqual(prepare.artifacts["output"]["data"], count.artifacts["input"]["data"])
        self.assertTrue(count.jobId.startswith("job-%s-count-" % run.runId), count.jobId)
        self.assert_time(count.start_time)
        self.assert_time(count.end_time)

    def test_status_of_nothing(self):
        self.assertIn("run-999999", self.refused(self.client.status_run("run-999999")))

    # stop_run, retry_run, delete_run

    def test_stop_retry_and_delete(self):
        run_id = self.done(self.client.create_run(self.fs, runyamlraw=SLOW.encode()))
        self.refused(self.client.retry_run(run_id))
        self.refused(self.client.delete_run(run_id))
        self.assertIsNone(self.done(self.client.stop_run(run_id)))
        self.finished(run_id, "terminated")
        self.refused(self.client.stop_run(run_id))
        self.assertIsNone(self.done(self.client.delete_run(run_id)))
        self.assertIn(run_id, self.refused(self.client.status_run(run_id)))

    def test_retry_keeps_what_succeeded(self):
        failed = self.finished(self.done(self.client.create_run(self.fs, runyamlraw=FAILING.encode())), "failed")
        retried = self.finished(self.done(self.client.retry_run(failed)), "failed")
        self.assertNotEqual(failed, retried)
        run = self.done(self.client.status_run(retried))
        self.assertEqual(
            [("ok", "succeeded"), ("bad", "failed")], [(job.name, job.status) for job in run.job_info]
        )
        self.assertIn(failed, run.job_info[0].jobId)

    # list_cache, show_cache, delete_cache

    def test_cache(self):
        param = {"rows": 77}
        first = self.created(runyamlraw=YAML.encode(), param=param)
        entries, marker = self.done(self.client.list_cache("root", self.fs, first))
        self.assertIsNone(marker)
        self.assertEqual(1, len(entries))
        entry = entries[0]
        self.assertIsInstance(entry, RunCacheInfo)
        self.assertRegex(entry.cacheid, r"cch-\d{6}\Z")
        self.assertTrue(entry.firstfp and entry.secondfp)
        self.assertRegex(entry.source, r"[0-9a-f]{32}\Z")
        self.assertEqual(
            (first, "prepare", self.fs, "root", "3600", "content"),
            (entry.runid, entry.step, entry.fsname, entry.username, entry.expiredtime, entry.strategy),
        )
        self.assertIsInstance(entry.custom, str)
        self.assert_time(entry.createtime)
        self.assert_time(entry.updatetime)
        self.assertEqual(entry, self.done(self.client.show_cache(entry.cacheid)))

        second = self.created(runyamlraw=YAML.encode(), param=param)
        reused = self.done(self.client.status_run(second)).job_info[0]
        self.assertEqual((first, ""), (reused.cache_run_id, reused.jobId))
        self.assertIn(second, self.refused(self.client.delete_run(first)))

        self.assertIsNone(self.done(self.client.delete_cache(entry.cacheid)))
        self.assertIn(entry.cacheid, self.refused(self.client.show_cache(entry.cacheid)))
        self.refused(self.client.delete_cache(entry.cacheid))
        self.assertIsNone(self.done(self.client.delete_run(first, check_cache=False)))

    # artifact

    def test_artifacts(self):
        run_id = self.created(runyamlraw=YAML.encode())
        found, marker = self.done(self.client.artifact("root", self.fs, run_id))
        self.assertIsNone(marker)
        self.assertEqual(
            {("prepare", "output", "data"), ("count", "input", "data")},
            {(artifact.step, artifact.type, artifact.artifactname) for artifact in found},
        )
        made, _ = self.done(self.client.artifact(runfilter=run_id, typefilter="output"))
        artifact = made[0]
        self.assertIsInstance(artifact, ArtifactInfo)
        self.assertEqual((run_id, self.fs, "root"), (artifact.runid, artifact.fsname, artifact.username))
        self.assertIn(".pipeline/%s/" % run_id, artifact.artifactpath)
        self.assertIsInstance(artifact.meta, str)
        self.assert_time(artifact.createtime)
        self.assert_time(artifact.updatetime)
        by_path, _ = self.done(self.client.artifact(pathfilter=artifact.artifactpath))
        self.assertEqual({"input", "output"}, {one.type for one in by_path})

    # create_pipeline, list_pipeline, show_pipeline, delete_pipeline

    def test_pipelines(self):
        name, pipeline_id = self.done(self.client.create_pipeline(self.fs, "run.yaml", "templated", "root"))
        self.assertEqual("templated", name)
        self.assertRegex(pipeline_id, r"ppl-\d{6}\Z")
        found, marker = self.done(self.client.list_pipeline("root", self.fs, "templated"))
        self.assertIsNone(marker)
        self.assertEqual([pipeline_id], [pipeline.pipelineid for pipeline in found])
        shown = self.done(self.client.show_pipeline(pipeline_id))
        for pipeline in (found[0], shown):
            self.assertIsInstance(pipeline, PipelineInfo)
            self.assertEqual(
                (pipeline_id, "templated", self.fs, "root", YAML),
                (pipeline.pipelineid, pipeline.name, pipeline.fsname, pipeline.username, pipeline.pipelineyaml),
            )
            self.assertRegex(pipeline.pipelinemd5, r"[0-9a-f]{32}\Z")
            self.assert_time(pipeline.createtime)
            self.assert_time(pipeline.updatetime)
        self.assertEqual(["1"], [version.version_id for version in shown.versions])
        run_id = self.finished(self.done(self.client.create_run(self.fs, pipeline_id=pipeline_id)))
        self.assertIn(pipeline_id, self.done(self.client.status_run(run_id)).source)
        self.assertIsNone(self.done(self.client.delete_pipeline(pipeline_id)))
        self.assertIn(pipeline_id, self.refused(self.client.show_pipeline(pipeline_id)))

    # show_log

    def test_logs(self):
        command = "for i in $(seq 1 250); do echo line $i; done"
        yaml = "name: logs\nentry_points:\n  talk: {command: '%s'}\n  hush: {command: 'true'}\n" % command
        run_id = self.created(runyamlraw=yaml.encode())
        logs = {log.jobid.split("-")[3]: log for log in self.done(self.client.show_log(run_id))}
        log = logs["talk"]
        self.assertIsInstance(log, LogInfo)
        self.assertEqual((run_id, True, False, 100, 1), (log.runid, log.has_next_page, log.truncated, log.pagesize, log.pageno))
        self.assertTrue(log.taskid)
        self.assertIn("line 151\n", log.log_content)
        self.assertTrue(log.log_content.endswith("line 250\n"))
        self.assertEqual("", logs["hush"].log_content)
        (begin,) = self.done(self.client.show_log(run_id, log.jobid, pagesize=10, pageno=2, logfileposition="begin"))
        self.assertEqual("".join("line %d\n" % i for i in range(11, 21)), begin.log_content)
        (last,) = self.done(self.client.show_log(run_id, log.jobid, 100, 3))
        self.assertEqual((False, "line 1\n"), (last.has_next_page, last.log_content.splitlines(True)[0]))
        self.refused(self.client.show_log(run_id, pagesize=101))

    # The newer names

    def test_newer_names(self):
        run_id = self.done(self.client.create_run(fs_name=self.fs, run_name="newer", run_yaml_raw=YAML.encode()))
        self.finished(run_id)
        self.assertEqual("newer", self.done(self.client.show_run(run_id)).name)
        self.assertEqual(1, len(self.done(self.client.list_run(fs_name=self.fs, run_name="newer", status="succeeded"))[0]))
        self.assertEqual(2, len(self.done(self.client.list_artifact(run_filter=run_id))[0]))


if __name__ == "__main__":
    unittest.main()
