"""Pipelines written in Python: steps are commands or functions, artifacts are wired by reference.

    from millrace.dsl import Input, Output, Pipeline, step

    @step
    def count(text: Input, words: Output, least: int = 1):
        found = [word for word in open(text).read().split() if len(word) >= least]
        open(words, "w").write(str(len(found)))

    with Pipeline("words") as pipeline:
        write = pipeline.step("write", "date > {{text}}", outputs=["text"])
        count(text=write.output("text"), least=3)

    pipeline.save("words.yaml")
"""

from millrace.dsl.functions import step
from millrace.dsl.nodes import Dag, Node, Step
from millrace.dsl.pipeline import Pipeline
from millrace.dsl.values import (
    ELEMENT,
    PARENT_ELEMENT,
    ArtifactRef,
    Cache,
    Condition,
    Input,
    Output,
    ParameterRef,
    Retry,
    Storage,
)

__all__ = [
    "ELEMENT",
    "PARENT_ELEMENT",
    "ArtifactRef",
    "Cache",
    "Condition",
    "Dag",
    "Input",
    "Node",
    "Output",
    "ParameterRef",
    "Pipeline",
    "Retry",
    "Step",
    "Storage",
    "step",
]
