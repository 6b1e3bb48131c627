"""What a crash report says, and what it keeps to itself."""

import pytest

from recovery_app.ui.crash import report_of


def test_the_report_names_places_and_no_values() -> None:
    secret = "my skin burns"

    def fails() -> None:
        note = secret
        raise KeyError(note)

    with pytest.raises(KeyError) as raised:
        fails()
    report = report_of(raised.value, raised.tb)
    assert "KeyError" in report
    assert "fails" in report
    assert secret not in report
