"""The cache of small pictures may be lost at any time; nothing else is."""

import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from recovery_app.storage.thumbnails import Thumbnails
from tests.disks import small_disk

A, B = "a" * 64, "b" * 64


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "thumbnails.sqlite3"


@pytest.fixture
def cache(file: Path) -> Iterator[Thumbnails]:
    with closing(Thumbnails(file)) as one:
        yield one


def test_what_is_kept_is_given_back_under_its_name_alone(cache: Thumbnails):
    assert cache.get(f"{A}-320") is None
    cache.put(f"{A}-320", b"small")
    cache.put(f"{A}-64", b"smaller")
    cache.put(f"{A}-64", b"again")
    assert cache.get(f"{A}-320") == b"small"
    assert cache.get(f"{A}-64") == b"again"
    assert cache.get(f"{B}-64") is None


def test_forgetting_a_picture_forgets_all_its_sizes_and_no_other(cache: Thumbnails):
    for name in (f"{A}-64", f"{A}-320", f"{B}-64"):
        cache.put(name, b"small")
    cache.forget(A)
    assert [cache.get(name) for name in (f"{A}-64", f"{A}-320", f"{B}-64")] == [
        None,
        None,
        b"small",
    ]


def test_it_stays_for_the_next_time_and_belongs_to_its_owner(file: Path, cache: Thumbnails):
    cache.put(A, b"small")
    for path in file.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name
    cache.close()
    cache.close()
    with closing(Thumbnails(file)) as later:
        assert later.get(A) == b"small"


@pytest.mark.parametrize("damage", ["garbage", "truncated", "page", "other table", "empty"])
def test_a_damaged_cache_is_made_anew(file: Path, damage: str):
    with closing(Thumbnails(file)) as before:
        for number in range(50):
            before.put(f"{A}-{number}", bytes(1000))
    data = bytearray(file.read_bytes())
    if damage == "garbage":
        file.write_bytes(b"no database" * 1000)
    elif damage == "truncated":
        file.write_bytes(data[: len(data) // 2])
    elif damage == "page":
        data[4096:12288] = b"\xff" * 8192
        file.write_bytes(data)
    elif damage == "empty":
        file.write_bytes(b"")
    else:
        file.unlink()
        with closing(sqlite3.connect(file)) as other:
            other.execute("CREATE TABLE thumbnail (something TEXT)")
    with closing(Thumbnails(file)) as after:
        for number in range(50):
            name = f"{A}-{number}"
            if after.get(name) is None:
                after.put(name, b"anew")
        after.forget(B)
        for number in range(50):
            assert after.get(f"{A}-{number}") in {bytes(1000), b"anew"}
        after.put(B, b"b")
        assert after.get(B) == b"b"


def test_a_cache_deleted_while_it_is_open_does_no_harm(file: Path, cache: Thumbnails):
    cache.put(A, b"small")
    for path in file.parent.iterdir():
        path.unlink()
    cache.put(B, b"small")
    cache.close()
    assert cache.get(A) is None


def test_several_threads_share_it(cache: Thumbnails):
    wrong: list[str] = []

    def use(thread: int) -> None:
        for number in range(40):
            name = f"{thread}-{number}"
            cache.put(name, name.encode())
            if cache.get(name) != name.encode():
                wrong.append(name)

    threads = [threading.Thread(target=use, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_on_a_full_disk_what_was_kept_stays_and_the_rest_is_done_without(tmp_path: Path):
    with small_disk(tmp_path / "disk", "512k") as disk:
        file = disk.folder / "thumbnails.sqlite3"
        with closing(Thumbnails(file)) as cache:
            cache.put(A, bytes(1000))
        disk.fill(but=4096)
        with closing(Thumbnails(file)) as cache:
            cache.put(B, bytes(400_000))
            cache.forget(B)
            assert cache.get(B) is None
        disk.empty()
        with closing(Thumbnails(file)) as cache:
            assert cache.get(A) == bytes(1000)


def test_on_a_read_only_disk_it_is_done_without(tmp_path: Path):
    with small_disk(tmp_path / "disk") as disk:
        file = disk.folder / "thumbnails.sqlite3"
        with closing(Thumbnails(file)) as cache:
            cache.put(A, b"small")
        disk.make_read_only()
        with closing(Thumbnails(file)) as cache:
            cache.put(B, b"small")
            cache.forget(A)
            assert cache.get(B) is None
        with closing(Thumbnails(disk.folder / "gone" / "thumbnails.sqlite3")) as cache:
            cache.put(B, b"small")
            assert cache.get(B) is None
        assert [path.name for path in disk.folder.iterdir()] == [file.name]
