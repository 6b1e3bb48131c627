"""The rules of docs/architecture.md as a function over a source tree: who may import whom."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "recovery_app"

# What each layer may import of this program, itself excepted.
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "paths": set(),
    "domain": {"errors"},
    "imaging": {"errors", "domain"},
    "storage": {"errors", "domain"},
    "services": {"errors", "domain", "imaging", "storage"},
    "ui": {"errors", "paths", "domain", "services"},
    "cli": {"errors", "paths", "domain", "services"},
    "app": {"errors", "paths", "domain", "imaging", "storage", "services", "ui", "cli"},
    "__main__": {"app"},
}

# Where a package that is not ours lives: a folder, or a single module.
HOMES: dict[str, set[str]] = {
    "PIL": {"imaging"},
    "PySide6": {"ui", "app"},
    "alembic": {"storage"},
    "av": {"imaging"},
    "cryptography": {"storage"},
    "cv2": {"imaging"},
    "numpy": {"imaging", "domain.statistics"},
    "pi_heif": {"imaging"},
    "platformdirs": {"paths"},
    "pyqtgraph": {"ui"},
    "scipy": {"domain.statistics"},
    "shiboken6": {"ui", "app"},
    "sqlalchemy": {"storage"},
    "sqlcipher3": {"storage"},
    "sqlite3": {"storage"},
}

NETWORK = {
    *("asyncio", "ftplib", "http", "imaplib", "poplib", "smtplib", "socket", "socketserver"),
    *("ssl", "urllib", "webbrowser", "xmlrpc"),
    *("PySide6.QtNetwork", "PySide6.QtNetworkAuth", "PySide6.QtWebSockets"),
    *("PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets", "PySide6.QtWebChannel"),
}

TOO_WIDE = {"Exception", "BaseException"}


@dataclass(frozen=True)
class Module:
    """One file of the program: its dotted name without the package's own, and what it says."""

    path: Path
    name: str
    tree: ast.Module

    @property
    def layer(self) -> str:
        """The folder or file right under the package; empty for the package itself."""
        return self.name.split(".")[0]


def violations(root: Path) -> list[str]:
    """Check every module below a folder that stands for the package; each answer names file and line."""
    found: list[str] = []
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        module = Module(path, name, ast.parse(path.read_text(encoding="utf-8")))
        place = path.relative_to(root).as_posix()
        found += [f"{place}:{line}: {what}" for line, what in _check(module)]
    return found


def _check(module: Module) -> Iterator[tuple[int, str]]:
    if not (ast.get_docstring(module.tree) or "").strip():
        yield 1, "has no docstring"
    if module.layer and module.layer not in MAY_IMPORT:
        yield 1, f"'{module.layer}' is no layer of tests/architecture.py"
    for node in ast.walk(module.tree):
        for name in _imported(node, module):
            yield from ((node_line(node), what) for what in _check_import(module, name))
        if isinstance(node, ast.ExceptHandler) and _hides_bugs(node):
            yield node.lineno, "catches every exception and does not raise it again"


def node_line(node: ast.AST) -> int:
    """The line where a node stands."""
    return getattr(node, "lineno", 1)


def _imported(node: ast.AST, module: Module) -> list[str]:
    """The full names that a node imports; `from a import b` counts as `a.b`."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        start = node.module or ""
        if node.level:
            package = [PACKAGE, *module.name.split(".")] if module.name else [PACKAGE]
            climb = node.level - (module.path.name == "__init__.py")
            start = ".".join([*package[: len(package) - climb], *([start] if start else [])])
        return [f"{start}.{alias.name}" for alias in node.names]
    if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
        called = ast.unparse(node.func)
        if called in {"__import__", "import_module", "importlib.import_module"}:
            return [str(node.args[0].value)]
    return []


def _check_import(module: Module, name: str) -> Iterator[str]:
    top, _, rest = name.partition(".")
    if any(name == banned or name.startswith(f"{banned}.") for banned in NETWORK):
        yield f"imports {name}: this program has no network code"
    elif top == PACKAGE:
        other = rest.split(".")[0]
        allowed = MAY_IMPORT.get(module.layer, set()) | {module.layer, "", "__version__"}
        if other not in allowed:
            yield f"'{module.layer or PACKAGE}' may not import '{other}' ({name})"
    elif top in HOMES:
        if not HOMES[top] & {module.layer, module.name}:
            yield f"'{module.name}' may not import {top}: it lives in {', '.join(sorted(HOMES[top]))}"
    elif top not in sys.stdlib_module_names:
        yield f"imports {top}, which has no home in tests/architecture.py"


def _hides_bugs(handler: ast.ExceptHandler) -> bool:
    caught = handler.type
    kinds = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    wide = any(kind is None or ast.unparse(kind).split(".")[-1] in TOO_WIDE for kind in kinds)
    last = handler.body[-1]
    return wide and not (isinstance(last, ast.Raise) and last.exc is None)
