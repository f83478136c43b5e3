"""Python functions as steps."""

from __future__ import annotations

import ast
import functools
import inspect
import re
import textwrap
from typing import Any, Callable, Dict, List, Optional, Tuple, get_type_hints

from millrace.dsl.nodes import Step, innermost
from millrace.dsl.values import ArtifactRef, Input, LoopElement, Output, ParameterRef

_READ: Dict[Any, str] = {
    int: 'int(os.environ["ARG_%s"])',
    float: 'float(os.environ["ARG_%s"])',
    str: 'os.environ["ARG_%s"]',
    bool: 'os.environ["ARG_%s"] == "true"',
}
_TYPES: Dict[Any, str] = {int: "int", float: "float"}
_TEMPLATE = re.compile(r"\{\{\s*[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z_][A-Za-z0-9_-]*)?\s*\}\}")
_REFERENCES = (ArtifactRef, ParameterRef, LoopElement)


def step(
    function: Optional[Callable[..., Any]] = None, *, name: str = "", python: str = "python3", **options: Any
) -> Any:
    """Makes a step of a function: calling it in ``with Pipeline(...)`` adds the step and returns it.

    The function's text runs in a process of its own, so it imports what it needs itself and uses nothing around it.
    Arguments annotated :data:`Input` and :data:`Output` are paths of artifacts; the others are parameters, annotated
    ``int``, ``float``, ``str`` or ``bool``. A call names inputs (artifacts of other steps) and parameters; outputs are
    made by the engine.

    Args:
        name: of the step; the function's, with hyphens, where none is given
        python: the interpreter that runs it
        options: as of :class:`millrace.dsl.Step`; a call may name them too, with ``_`` in front: ``_loop=[1, 2]``
    """

    def decorate(plain: Callable[..., Any]) -> Callable[..., Step]:
        made = _Function(plain, name or plain.__name__.replace("_", "-"), python, options)

        @functools.wraps(plain)
        def call(**arguments: Any) -> Step:
            return made.step(arguments)

        return call

    return decorate if function is None else decorate(function)


class _Function:
    def __init__(self, function: Callable[..., Any], name: str, python: str, options: Dict[str, Any]) -> None:
        self._name = name
        self._python = python
        self._options = options
        self._source = _source_of(function)
        self._inputs: List[str] = []
        self._outputs: List[str] = []
        self._parameters: Dict[str, Any] = {}
        self._defaults: Dict[str, Any] = {}
        hints = get_type_hints(function)
        for argument, parameter in inspect.signature(function).parameters.items():
            self._argument(function.__name__, argument, hints.get(argument, str), parameter)
        self._command = self._script(function.__name__)

    def _argument(self, function: str, name: str, kind: Any, parameter: inspect.Parameter) -> None:
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            raise TypeError("%s: a step has no *%s" % (function, name))
        if kind is Input:
            self._inputs.append(name)
        elif kind is Output:
            self._outputs.append(name)
        elif kind in _READ:
            self._parameters[name] = kind
            if parameter.default is not parameter.empty:
                self._defaults[name] = parameter.default
        else:
            raise TypeError(
                "%s: argument '%s' is annotated %r; use Input, Output, int, float, str or bool" % (function, name, kind)
            )

    def _script(self, function: str) -> str:
        given = ['%s=os.environ["PF_INPUT_ARTIFACT_%s"]' % (name, name.upper()) for name in self._inputs]
        given += ['%s=os.environ["PF_OUTPUT_ARTIFACT_%s"]' % (name, name.upper()) for name in self._outputs]
        given += ["%s=%s" % (name, _READ[kind] % name) for name, kind in self._parameters.items()]
        lines = ["from __future__ import annotations", "import os", "", self._source, "", "%s(" % function]
        lines += ["    %s," % argument for argument in given] + [")"]
        script = "\n".join(lines)
        template = _TEMPLATE.search(script)
        if template:
            raise ValueError(
                "%s: %s would be read as a template of the pipeline; write it in pieces" % (function, template.group())
            )
        end = "END_OF_STEP"
        while end in script:
            end += "_"
        return "%s - <<'%s'\n%s\n%s" % (self._python, end, script, end)

    def step(self, arguments: Dict[str, Any]) -> Step:
        options = {key[1:]: value for key, value in arguments.items() if key.startswith("_")}
        given = {key: value for key, value in arguments.items() if not key.startswith("_")}
        name = options.pop("name", self._name)
        inputs, parameters = self._split(name, given)
        env = {**self._options.get("env", {}), **options.pop("env", {})}
        env.update({"ARG_%s" % key: "{{%s}}" % key for key in parameters})
        merged: Dict[str, Any] = {**self._options, **options, "env": env}
        return Step(
            innermost(), name, self._command, parameters=parameters, inputs=inputs, outputs=self._outputs, **merged
        )

    def _split(self, name: str, given: Dict[str, Any]) -> Tuple[Dict[str, ArtifactRef], Dict[str, Any]]:
        unknown = [key for key in given if key not in self._inputs and key not in self._parameters]
        missing = [key for key in self._inputs if key not in given]
        missing += [key for key in self._parameters if key not in given and key not in self._defaults]
        wrong = ["unknown argument '%s'" % key for key in unknown] + ["missing argument '%s'" % key for key in missing]
        if wrong:
            raise TypeError("step %s: %s" % (name, "; ".join(wrong)))
        parameters = {key: self._typed(key, given.get(key, self._defaults.get(key))) for key in self._parameters}
        return {key: given[key] for key in self._inputs}, parameters

    def _typed(self, name: str, value: Any) -> Any:
        kind = _TYPES.get(self._parameters[name])
        return value if kind is None or isinstance(value, _REFERENCES) else {"type": kind, "default": value}


def _source_of(function: Callable[..., Any]) -> str:
    """The text of a function without its decorators."""
    try:
        text = textwrap.dedent(inspect.getsource(function))
    except (OSError, TypeError) as e:
        raise ValueError("the text of %s cannot be found: a step is a function in a file" % function.__name__) from e
    definition = ast.parse(text).body[0]
    if not isinstance(definition, ast.FunctionDef):
        raise TypeError("%s: a step is a plain function" % function.__name__)
    return "\n".join(text.rstrip().split("\n")[definition.lineno - 1 :])
