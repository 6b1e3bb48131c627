from recovery_app.domain.settings import Settings, Theme


def test_a_new_library_follows_the_system_and_claims_no_backup() -> None:
    assert Settings() == Settings(Theme.SYSTEM, currency="", clinic_phone="", last_backup="")
