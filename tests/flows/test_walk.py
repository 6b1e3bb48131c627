"""Photos brought in through the sheet, browsed, filtered, compared and made a film of."""

from pathlib import Path

import av
from PIL import Image

from recovery_app.domain import moments
from tests.flows import roll, walk
from tests.flows.conftest import Start
from tests.flows.walk import Walk

COUNT, SIZE = 27, (240, 320)


def test_from_the_roll_to_the_film(start: Start, tmp_path: Path) -> None:
    photos = roll.make(tmp_path / "phone", moments.today(), COUNT, SIZE, grain=False)
    walked = Walk(start(walk.with_sessions(tmp_path / "library", photos)))
    walked.open_photos()
    sheet = walked.look_through(photos)
    assert sheet.model.rowCount() == COUNT
    assert walked.bring_in(COUNT) == f"{COUNT} added"
    assert walked.browse() == COUNT
    assert walked.filter_by("Front") == COUNT // 3
    walked.wait_for_alignment()
    days = walk.telling(photos)
    assert walked.compare(days, tmp_path / "better.png") == days
    with Image.open(tmp_path / "better.png") as picture:
        assert picture.width > picture.height > 400
    films = [tmp_path / "front.webp", tmp_path / "front.mp4"]
    said = walked.film(films)
    assert said.startswith(f"Saved as front.mp4 with {COUNT // 3} photos")
    with Image.open(films[0]) as film:
        assert getattr(film, "n_frames", 1) > COUNT // 3
    with av.open(str(films[1])) as film:
        assert film.streams.video[0].frames > COUNT // 3
