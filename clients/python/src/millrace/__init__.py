"""Client of Millrace, which runs machine-learning workflows.

:class:`Client` has the calls of the workflow SDK's manual, :mod:`millrace.api` the same with exceptions, pages and live
logs, :mod:`millrace.dsl` writes pipelines in Python.
"""

from millrace.client import Client
from millrace.infos import ArtifactInfo, DagInfo, JobInfo, LogInfo, PipelineInfo, RunCacheInfo, RunInfo

__version__ = "0.1.0"

__all__ = [
    "ArtifactInfo",
    "Client",
    "DagInfo",
    "JobInfo",
    "LogInfo",
    "PipelineInfo",
    "RunCacheInfo",
    "RunInfo",
    "__version__",
]
