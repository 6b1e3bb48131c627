"""Loads PySide and leaves aside, until it is asked for, what only explains it.

Each time it is imported, PySide compiles ninety kilobytes of Python from an archive within its
library: the words of its errors, the texts of `help()`, the writing of stub files. They and what
they import take a third of the time in which an empty window is there, and serve only where a call
was wrong (docs/decisions/0030).
"""

import builtins
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec
from typing import Any

FEATURES = "shibokensupport.feature"
LATER = frozenset(
    {
        FEATURES,
        "shibokensupport.signature.errorhandler",
        "shibokensupport.signature.layout",
        "shibokensupport.signature.parser",
        "shibokensupport.signature.lib.enum_sig",
        "shibokensupport.signature.lib.pyi_generator",
        "shibokensupport.signature.lib.tool",
        "bz2",
        "inspect",
        "ipaddress",
        "lzma",
        "shutil",
        "tempfile",
        "traceback",
    }
)
"""What is imported only once something of it is used.

PySide's `mapping` is not among them: its library reads from it without asking if it is there.
"""


def load() -> None:
    """Import PySide, and the dataclasses of the domain, without what stands in `LATER`.

    Afterwards `import` is what it was. That takes PySide's own hook out too: it serves
    `from __feature__ import …`, which nothing here says, and to that end reads the source of every
    module that is imported after it, a quarter of what SQLAlchemy's import takes.
    """
    if "PySide6" in sys.modules:
        return
    python_import = builtins.__import__

    def lean_import(
        name: str,
        globals: Mapping[str, object] | None = None,  # noqa: A002 - named as Python's own
        locals: Mapping[str, object] | None = None,  # noqa: A002
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> object:
        if not fromlist and name in LATER:
            return sys.modules.get(name) or _stand_in(name)
        for part in fromlist or ():
            if f"{name}.{part}" in LATER:
                vars(import_module(name)).setdefault(part, _stand_in(f"{name}.{part}"))
        return python_import(name, globals, locals, fromlist, level)

    builtins.__import__ = lean_import
    try:
        import_module("PySide6")
        import_module("dataclasses")
    finally:
        builtins.__import__ = python_import
    _keep_findable("shibokensupport")


class _Later:
    """Stands for a module, which is imported once something of it is used."""

    def __init__(self, name: str) -> None:
        self._name = name
        # PySide enters its own modules under a second name, and writes that in here.
        self.__spec__ = ModuleSpec(name, None)

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # `inspect` asks all modules there are for their files
            raise AttributeError(name)
        return getattr(import_module(self._name), name)


class _NoFeatures(_Later):
    """Stands for what PySide asks at each import, whether it is `from __feature__ import …`."""

    def feature_import(self, *_import: object) -> None:
        """Say that it is an ordinary one."""

    def feature_imported(self, _module: object) -> None:
        """Leave the module's source unread."""


def _stand_in(name: str) -> _Later:
    return _NoFeatures(name) if name == FEATURES else _Later(name)


def _keep_findable(package: str) -> None:
    """Let the modules of PySide's archive be imported later: it takes their finder out again."""
    finder: Any = sys.modules[package].__loader__
    if hasattr(finder, "find_spec"):  # not where PySide was told to unpack the archive (SBK_EMBED)
        sys.meta_path.append(finder)
