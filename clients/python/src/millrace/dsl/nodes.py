"""Steps and DAGs, and the wiring between them."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence, TypeVar, Union

from millrace.dsl.values import (
    ArtifactRef,
    Cache,
    Condition,
    Loop,
    LoopElement,
    Parameter,
    ParameterRef,
    Retry,
    Storage,
)

C = TypeVar("C", bound="Container")

_OPEN: List["Container"] = []
"""The pipeline and DAGs whose ``with`` blocks are being executed, innermost last."""


class Node:
    """A step or DAG of a pipeline."""

    def __init__(
        self,
        container: Container,
        name: str,
        parameters: Optional[Mapping[str, Parameter]] = None,
        inputs: Optional[Mapping[str, ArtifactRef]] = None,
        condition: Union[str, Condition, None] = None,
        loop: Loop = None,
        after: Sequence[Node] = (),
        outputs: Sequence[str] = (),
    ) -> None:
        self.container = container
        self.name = name
        self._outputs: Dict[str, str] = {name: "" for name in outputs}
        self._deps: List[str] = []
        self._parameters: Dict[str, Any] = {}
        self._inputs: Dict[str, str] = {}
        container.add(self)
        for earlier in after:
            self._depend(_sibling(earlier, container))
        for key, value in (parameters or {}).items():
            self._parameters[key] = self._parameter(value)
        for key, ref in (inputs or {}).items():
            self._inputs[key] = self._artifact(ref)
        self._condition = self._expression(condition) if isinstance(condition, Condition) else condition
        self._loop = self._loop_of(loop)

    def output(self, name: str) -> ArtifactRef:
        """An artifact that this node makes."""
        return ArtifactRef(self, name)

    def parameter(self, name: str) -> ParameterRef:
        """A parameter of this node."""
        return ParameterRef(self, name)

    def _depend(self, name: str) -> None:
        if name != self.name and name not in self._deps:
            self._deps.append(name)

    def _parameter(self, value: Parameter) -> Any:
        if isinstance(value, LoopElement):
            return value.template
        if not isinstance(value, ParameterRef):
            return _plain(value)
        if value.node is self:
            raise ValueError("%s refers to a parameter of its own" % self.name)
        if _is(value.node, self.container):
            return "{{PF_PARENT.%s}}" % value.name
        if value.node.container is self.container:
            self._depend(value.node.name)
            return "{{%s.%s}}" % (value.node.name, value.name)
        return "{{PF_PARENT.%s}}" % self._dag_around(value.node).hand_down(value)

    def _artifact(self, ref: ArtifactRef) -> str:
        """The template for an artifact of any node: handed out of the DAGs it is made in, and down into this one's."""
        if _is(ref.node, self.container):
            return "{{PF_PARENT.%s}}" % ref.name
        outer = set(map(id, _around(self)))
        while id(ref.node.container) not in outer:
            dag = ref.node.container
            if not isinstance(dag, Dag):
                raise ValueError("artifact %s of %s belongs to another pipeline" % (ref.name, ref.node.name))
            ref = dag.hand_out(ref)
        if ref.node.container is self.container:
            self._depend(ref.node.name)
            return "{{%s.%s}}" % (ref.node.name, ref.name)
        return "{{PF_PARENT.%s}}" % self._dag_around(ref.node).hand_down(ref)

    def _dag_around(self, other: Node) -> Dag:
        if not isinstance(self.container, Dag):
            raise ValueError("%s cannot reach %s, which is in another DAG or pipeline" % (self.name, other.name))
        return self.container

    def _loop_of(self, loop: Loop) -> Any:
        if isinstance(loop, (ArtifactRef, ParameterRef)):
            return "{{%s}}" % self._own_name(loop)
        return list(loop) if isinstance(loop, (list, tuple)) else loop

    def _own_name(self, operand: Union[ArtifactRef, ParameterRef]) -> str:
        """The name under which this node has what belongs to another: an input or parameter that is made for it."""
        if operand.node is self:
            return operand.name
        if isinstance(operand, ArtifactRef):
            return self._named(self._inputs, operand.name, self._artifact(operand))
        return self._named(self._parameters, operand.name, self._parameter(operand))

    def _named(self, names: Dict[str, Any], wanted: str, value: Any) -> str:
        """The name that a value has, or gets: a longer one where something else of this node has the wanted one."""
        for name, known in names.items():
            if known == value:
                return name
        taken = {key.lower() for kind in (self._parameters, self._inputs, self._outputs) for key in kind}
        for name in _candidates(wanted):
            if name.lower() not in taken:
                names[name] = value
                return name
        raise AssertionError("there is always another name")

    def _expression(self, condition: object) -> str:
        if isinstance(condition, Condition):
            if condition.operator == "!":
                return "!(%s)" % self._expression(condition.right)
            left, right = self._expression(condition.left), self._expression(condition.right)
            joins = condition.operator in ("&&", "||")
            return ("(%s) %s (%s)" if joins else "%s %s %s") % (left, condition.operator, right)
        if isinstance(condition, LoopElement):
            return condition.template
        if isinstance(condition, (ArtifactRef, ParameterRef)):
            return "{{%s}}" % self._own_name(condition)
        if isinstance(condition, bool):
            return "true" if condition else "false"
        if isinstance(condition, (int, float)):
            return repr(condition)
        text = str(condition)
        if "'" in text or "\\" in text or "{{" in text:
            raise ValueError("a text in a condition has no quotes, backslashes or templates: %r" % text)
        return "'%s'" % text

    def _common(self) -> Dict[str, Any]:
        document: Dict[str, Any] = {}
        if self._deps:
            document["deps"] = ", ".join(self._deps)
        if self._condition:
            document["condition"] = self._condition
        if self._loop is not None:
            document["loop_argument"] = self._loop
        if self._parameters:
            document["parameters"] = self._parameters
        return document

    def to_dict(self) -> Dict[str, Any]:
        """What the file says about this node."""
        raise NotImplementedError


def _plain(value: object) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return list(value)
    return value


def _is(node: Node, container: Container) -> bool:
    """Whether a node is the DAG that a container is."""
    return isinstance(node, Dag) and node is container


def _list(names: Mapping[str, str]) -> str:
    return ", ".join(names) or "none"


def _candidates(wanted: str) -> Iterator[str]:
    yield wanted
    number = 2
    while True:
        yield "%s_%d" % (wanted, number)
        number += 1


def _around(node: Node) -> Iterator[Container]:
    container: Optional[Container] = node.container
    while container is not None:
        yield container
        container = container.container if isinstance(container, Dag) else None


def _sibling(node: Node, container: Container) -> str:
    """The node of a container that a node is or lies in."""
    while node.container is not container:
        if not isinstance(node.container, Dag):
            raise ValueError("%s is not beside or within what is beside: it cannot be waited for here" % node.name)
        node = node.container
    return node.name


class Step(Node):
    """A command that runs."""

    def __init__(
        self,
        container: Container,
        name: str,
        command: str,
        *,
        parameters: Optional[Mapping[str, Parameter]] = None,
        inputs: Optional[Mapping[str, ArtifactRef]] = None,
        outputs: Sequence[str] = (),
        env: Optional[Mapping[str, Union[str, int, float]]] = None,
        condition: Union[str, Condition, None] = None,
        loop: Loop = None,
        after: Sequence[Node] = (),
        docker_env: str = "",
        cache: Optional[Cache] = None,
        extra_fs: Sequence[Storage] = (),
        retry: Optional[Retry] = None,
        timeout: str = "",
        resources: Optional[Mapping[str, Union[str, int, float]]] = None,
    ) -> None:
        super().__init__(container, name, parameters, inputs, condition, loop, after, outputs)
        self._command = command
        self._env = dict(env or {})
        self._more: Dict[str, Any] = {}
        if docker_env:
            self._more["docker_env"] = docker_env
        if cache is not None:
            self._more["cache"] = cache.to_dict()
        if extra_fs:
            self._more["extra_fs"] = [storage.to_dict() for storage in extra_fs]
        if retry is not None:
            self._more["retry"] = retry.to_dict()
        if timeout:
            self._more["timeout"] = timeout
        if resources:
            self._more["resources"] = dict(resources)

    def output(self, name: str) -> ArtifactRef:
        if name not in self._outputs:
            raise ValueError("step %s has no output '%s', only: %s" % (self.name, name, _list(self._outputs)))
        return super().output(name)

    def to_dict(self) -> Dict[str, Any]:
        document = self._common()
        document["command"] = self._command
        if self._env:
            document["env"] = self._env
        artifacts: Dict[str, Any] = {}
        if self._inputs:
            artifacts["input"] = self._inputs
        if self._outputs:
            artifacts["output"] = list(self._outputs)
        if artifacts:
            document["artifacts"] = artifacts
        document.update(self._more)
        return document


class Container:
    """What holds nodes: a pipeline or a DAG. In a ``with`` block of it, ``@step`` functions add to it."""

    def __init__(self) -> None:
        self.nodes: Dict[str, Node] = {}

    def __enter__(self: C) -> C:
        _OPEN.append(self)
        return self

    def __exit__(self, *_: object) -> None:
        _OPEN.remove(self)

    def add(self, node: Node) -> None:
        """Takes a node in."""
        if node.name in self.nodes:
            raise ValueError("there is a node '%s' already" % node.name)
        self.nodes[node.name] = node

    def step(self, name: str, command: str, **options: Any) -> Step:
        """A step that runs a command; the options are those of :class:`Step`."""
        return Step(self, name, command, **options)

    def dag(
        self,
        name: str,
        *,
        parameters: Optional[Mapping[str, Parameter]] = None,
        inputs: Optional[Mapping[str, ArtifactRef]] = None,
        condition: Union[str, Condition, None] = None,
        loop: Loop = None,
        after: Sequence[Node] = (),
    ) -> Dag:
        """A node that holds nodes, to be filled in a ``with`` block or by its methods."""
        return Dag(self, name, parameters, inputs, condition, loop, after)

    def entry_points(self) -> Dict[str, Any]:
        """What the file says about the nodes, by name."""
        return {name: node.to_dict() for name, node in self.nodes.items()}


class Dag(Node, Container):
    """A node that holds nodes."""

    def __init__(
        self,
        container: Container,
        name: str,
        parameters: Optional[Mapping[str, Parameter]] = None,
        inputs: Optional[Mapping[str, ArtifactRef]] = None,
        condition: Union[str, Condition, None] = None,
        loop: Loop = None,
        after: Sequence[Node] = (),
    ) -> None:
        Container.__init__(self)
        Node.__init__(self, container, name, parameters, inputs, condition, loop, after)

    def input(self, name: str) -> ArtifactRef:
        """An input artifact of this DAG, for the nodes in it."""
        if name not in self._inputs:
            raise ValueError("DAG %s has no input '%s', only: %s" % (self.name, name, _list(self._inputs)))
        return ArtifactRef(self, name)

    def hand_out(self, ref: ArtifactRef) -> ArtifactRef:
        """An output of a node in this DAG as an output of the DAG."""
        template = "{{%s.%s}}" % (ref.node.name, ref.name)
        return ArtifactRef(self, self._named(self._outputs, ref.name, template))

    def hand_down(self, ref: Union[ArtifactRef, ParameterRef]) -> str:
        """Gives this DAG what belongs to a node outside, and returns the name that it has here."""
        if isinstance(ref, ArtifactRef):
            return self._named(self._inputs, ref.name, self._artifact(ref))
        return self._named(self._parameters, ref.name, self._parameter(ref))

    def to_dict(self) -> Dict[str, Any]:
        document = self._common()
        artifacts: Dict[str, Any] = {}
        if self._inputs:
            artifacts["input"] = self._inputs
        if self._outputs:
            artifacts["output"] = self._outputs
        if artifacts:
            document["artifacts"] = artifacts
        document["entry_points"] = self.entry_points()
        return document


def innermost() -> Container:
    """Where a ``@step`` function that is called now puts its step."""
    if not _OPEN:
        raise RuntimeError("a step is made within 'with Pipeline(...)'")
    return _OPEN[-1]
