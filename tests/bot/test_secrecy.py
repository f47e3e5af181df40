"""A file with the token that others can read is pointed out."""

from bot.care.secrecy import warn_of_open_file


def test_a_file_that_others_can_read_is_warned_about_with_what_to_run(tmp_path, caplog):
    path = tmp_path / ".env"
    warn_of_open_file(path)
    path.write_text("TELEGRAM_BOT_TOKEN=\n", "utf-8")
    path.chmod(0o600)
    warn_of_open_file(path)
    assert caplog.messages == []

    path.chmod(0o640)
    warn_of_open_file(path)
    assert caplog.messages == [f"{path} can be read by other users: run `chmod 600 {path}`"]
