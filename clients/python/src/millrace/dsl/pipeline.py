"""Pipelines, written in Python."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Optional, Sequence, Union

from millrace.dsl.nodes import Container, Step
from millrace.dsl.values import Cache, Storage
from millrace.dsl.yamltext import to_yaml


class Pipeline(Container):
    """A pipeline to be filled in a ``with`` block or by its methods.

    Args:
        main_fs: storage that holds the artifacts; its name or more
        failure_strategy: ``fail_fast`` or ``continue``
        parallelism: steps of a run at the same time
    """

    def __init__(
        self,
        name: str,
        *,
        docker_env: str = "",
        parallelism: Optional[int] = None,
        failure_strategy: str = "",
        disabled: Sequence[str] = (),
        cache: Optional[Cache] = None,
        main_fs: Union[str, Storage, None] = None,
        extra_fs: Sequence[Storage] = (),
    ) -> None:
        super().__init__()
        self.name = name
        self._head: Dict[str, Any] = {"name": name}
        if docker_env:
            self._head["docker_env"] = docker_env
        if parallelism is not None:
            self._head["parallelism"] = parallelism
        if failure_strategy:
            self._head["failure_options"] = {"strategy": failure_strategy}
        if disabled:
            self._head["disabled"] = ", ".join(disabled)
        if cache is not None:
            self._head["cache"] = cache.to_dict()
        storages: Dict[str, Any] = {}
        if main_fs is not None:
            storages["main_fs"] = (Storage(main_fs) if isinstance(main_fs, str) else main_fs).to_dict()
        if extra_fs:
            storages["extra_fs"] = [storage.to_dict() for storage in extra_fs]
        if storages:
            self._head["fs_options"] = storages
        self._ending = Container()

    def post_process(self, name: str, command: str, **options: Any) -> Step:
        """The step that runs when all else is over, whatever became of it."""
        return Step(self._ending, name, command, **options)

    def to_dict(self) -> Dict[str, Any]:
        """What the file says."""
        document = {**self._head, "entry_points": self.entry_points()}
        ending = self._ending.entry_points()
        return {**document, "post_process": ending} if ending else document

    def to_yaml(self) -> str:
        """The file's text, for :meth:`millrace.api.Runs.create` or ``millrace run``."""
        return to_yaml(self.to_dict())

    def save(self, path: Union[str, Path]) -> None:
        """Writes the file."""
        Path(path).write_text(self.to_yaml(), "utf-8")
