"""What was measured on: a figure means nothing without it."""

import os
import platform
from datetime import datetime
from pathlib import Path

import PySide6


def described() -> str:
    """Say processor, cores, memory, versions, when it was and how busy the machine was."""
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return (
        f"{_processor()}, {os.cpu_count()} cores, {_memory()}, {platform.system()}"
        f" {platform.release()}, Python {platform.python_version()}, Qt {PySide6.__version__};"
        f" {datetime.now().astimezone():%Y-%m-%d %H:%M}, load {load}"
    )


def _processor() -> str:
    return _value(Path("/proc/cpuinfo"), "model name") or platform.processor() or "unknown"


def _memory() -> str:
    kilobytes = _value(Path("/proc/meminfo"), "MemTotal").partition(" ")[0]
    return f"{int(kilobytes) / 2**20:.0f} GiB" if kilobytes else "memory unknown"


def _value(file: Path, key: str) -> str:
    if not file.exists():
        return ""
    for line in file.read_text().splitlines():
        name, _, value = line.partition(":")
        if name.strip() == key:
            return value.strip()
    return ""
