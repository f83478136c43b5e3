"""What can be said about nodes: references to what others have, conditions, and options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Dict, Mapping, NewType, Sequence, Tuple, Union

if TYPE_CHECKING:
    from millrace.dsl.nodes import Node

Input = NewType("Input", str)
"""Annotation of a function's argument: the path of an input artifact."""

Output = NewType("Output", str)
"""Annotation of a function's argument: the path at which it writes an output artifact."""


class Operand:
    """A side of a comparison in a condition."""

    def __eq__(self, other: object) -> Condition:  # type: ignore[override]
        return Condition(self, "==", other)

    def __ne__(self, other: object) -> Condition:  # type: ignore[override]
        return Condition(self, "!=", other)

    def __lt__(self, other: object) -> Condition:
        return Condition(self, "<", other)

    def __le__(self, other: object) -> Condition:
        return Condition(self, "<=", other)

    def __gt__(self, other: object) -> Condition:
        return Condition(self, ">", other)

    def __ge__(self, other: object) -> Condition:
        return Condition(self, ">=", other)

    def __hash__(self) -> int:
        return id(self)


class ArtifactRef(Operand):
    """An output artifact of a node, or an input of a DAG. As an operand it stands for the content of the file."""

    def __init__(self, node: Node, name: str) -> None:
        self.node = node
        self.name = name


class ParameterRef(Operand):
    """A parameter of a node."""

    def __init__(self, node: Node, name: str) -> None:
        self.node = node
        self.name = name


class LoopElement(Operand):
    """The element that an iteration is for: of the node's own loop, or of the DAG's around it."""

    def __init__(self, template: str) -> None:
        self.template = template


ELEMENT = LoopElement("{{PF_LOOP_ARGUMENT}}")
"""The element of the node's own loop, else of the DAG around it."""

PARENT_ELEMENT = LoopElement("{{PF_PARENT.PF_LOOP_ARGUMENT}}")
"""The element of the loop of the DAG around the node."""


@dataclass(frozen=True, eq=False)
class Condition:
    """A comparison, or conditions joined by ``&``, ``|`` and ``~``."""

    left: object
    operator: str
    right: object

    def __and__(self, other: Condition) -> Condition:
        return Condition(self, "&&", other)

    def __or__(self, other: Condition) -> Condition:
        return Condition(self, "||", other)

    def __invert__(self) -> Condition:
        return Condition("", "!", self)

    def __bool__(self) -> bool:
        raise TypeError("a condition is decided when the pipeline runs: join conditions with &, | and ~, not 'and', 'not'")


@dataclass(frozen=True)
class Cache:
    """Reuse of results.

    Attributes:
        max_expired_time: seconds for which a result is good; -1: for ever
        fs_scope: storage and paths in it, separated by commas, whose change makes results unusable
        strategy: ``content`` or ``conservative``; empty: as the server is set
    """

    enable: bool = True
    max_expired_time: int = -1
    fs_scope: Sequence[Tuple[str, str]] = ()
    strategy: str = ""

    def to_dict(self) -> Dict[str, Any]:
        """What the file says."""
        document: Dict[str, Any] = {"enable": self.enable}
        if self.max_expired_time != -1:
            document["max_expired_time"] = self.max_expired_time
        if self.strategy:
            document["strategy"] = self.strategy
        if self.fs_scope:
            document["fs_scope"] = [{"name": name, "path": path} for name, path in self.fs_scope]
        return document


@dataclass(frozen=True)
class Retry:
    """Further attempts of a step that fails; waits such as ``10s`` double from one to the next."""

    max_attempts: int
    backoff: str = ""
    max_backoff: str = ""
    on: Sequence[int] = ()

    def to_dict(self) -> Dict[str, Any]:
        """What the file says."""
        document: Dict[str, Any] = {"max_attempts": self.max_attempts}
        if self.backoff:
            document["backoff"] = self.backoff
        if self.max_backoff:
            document["max_backoff"] = self.max_backoff
        if self.on:
            document["on"] = list(self.on)
        return document


@dataclass(frozen=True)
class Storage:
    """A storage as the pipeline sees it."""

    name: str
    mount_path: str = ""
    sub_path: str = ""
    read_only: bool = False

    def to_dict(self) -> Dict[str, Any]:
        """What the file says."""
        document: Dict[str, Any] = {"name": self.name}
        if self.mount_path:
            document["mount_path"] = self.mount_path
        if self.sub_path:
            document["sub_path"] = self.sub_path
        if self.read_only:
            document["read_only"] = True
        return document


Scalar = Union[str, int, float, bool]
Parameter = Union[Scalar, Sequence[object], Mapping[str, object], ParameterRef, LoopElement]
Loop = Union[Sequence[object], str, ArtifactRef, ParameterRef, None]
