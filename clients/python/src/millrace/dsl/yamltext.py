"""Writes YAML: maps in block style, texts of several lines as literal blocks, everything else on a line."""

from __future__ import annotations

import json
import re
from typing import Any, List, Mapping

_PLAIN = re.compile(r"[A-Za-z_/][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*\Z")
_WORDS = frozenset("true false null yes no on off y n ~ nan inf".split())


def to_yaml(document: Mapping[str, Any]) -> str:
    """A document whose values are maps, lists, texts, numbers and booleans."""
    lines: List[str] = []
    _map(document, "", lines)
    return "\n".join(lines) + "\n"


def _map(value: Mapping[str, Any], indent: str, lines: List[str]) -> None:
    for key, item in value.items():
        name = _scalar(str(key))
        if isinstance(item, Mapping) and item:
            lines.append("%s%s:" % (indent, name))
            _map(item, indent + "  ", lines)
        elif isinstance(item, str) and _is_block(item):
            lines.append("%s%s: |-" % (indent, name))
            lines.extend(indent + "  " + line if line else "" for line in item.split("\n"))
        else:
            lines.append("%s%s: %s" % (indent, name, _inline(item)))


def _is_block(text: str) -> bool:
    """Whether a literal block gives the text back exactly: no blank at either end, nothing that YAML cannot hold."""
    return "\n" in text and text == text.strip() and all(c in "\n\t" or c.isprintable() for c in text)


def _inline(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{%s}" % ", ".join("%s: %s" % (_scalar(str(key)), _inline(item)) for key, item in value.items())
    if isinstance(value, (list, tuple)):
        return "[%s]" % ", ".join(_inline(item) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    return _scalar(str(value))


def _scalar(text: str) -> str:
    plain = _PLAIN.match(text) and text.lower() not in _WORDS
    return text if plain else json.dumps(text)
