"""Writes a pipeline in Python, runs it on a server, follows a log, and shows that a second run reuses the results.

    pip install ./clients/python
    export MILLRACE_PASSWORD=...          # of root; the server says it at its first start
    python3 examples/python-sdk/words.py /tmp/words
"""

import os
import sys
from pathlib import Path

from millrace.api import Millrace, MillraceError
from millrace.dsl import Cache, Input, Output, Pipeline, step


@step
def write(text: Output, lines: int = 3):
    with open(text, "w") as file:
        for number in range(lines):
            file.write("the quick brown fox number %d\n" % number)


@step
def count(text: Input, words: Output, least: int = 1):
    found = [word for word in open(text).read().split() if len(word) >= least]
    print(len(found), "words of at least", least, "letters")
    open(words, "w").write(str(len(found)))


def pipeline():
    with Pipeline("words", cache=Cache(), main_fs="words") as words:
        written = write(lines=4)
        counted = count(text=written.output("text"), least=4)
        words.step("many", "echo that is a lot", condition=counted.output("words") > 10)
    return words


def main(folder):
    millrace = Millrace(os.environ.get("MILLRACE_SERVER", "http://127.0.0.1:8999"), "root", os.environ["MILLRACE_PASSWORD"])
    Path(folder).mkdir(exist_ok=True)
    try:
        millrace.storages.show("words")
    except MillraceError:
        millrace.storages.create("words", "local://" + os.path.abspath(folder).lstrip("/"))
    for _ in range(2):
        run_id = millrace.runs.create(pipeline().to_yaml(), fs_name="words")
        for line in millrace.logs.follow(run_id, "count"):
            print("count |", line)
        for job in millrace.runs.succeeded(run_id, timeout=60).jobs:
            print(run_id, job.path, job.status, "reused" if job.cache_run_id else "ran")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "words")
