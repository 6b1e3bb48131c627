"""What a crash report says, and what it keeps to itself."""

from recovery_app.ui.crash import report_of


def test_the_report_names_places_and_no_values() -> None:
    secret = "my skin burns"

    def fails() -> None:
        note = secret
        raise KeyError(note)

    try:
        fails()
    except KeyError as error:
        report = report_of(error, error.__traceback__)
    assert "KeyError" in report
    assert "fails" in report
    assert secret not in report
