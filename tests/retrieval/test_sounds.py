"""Syllables without tones, and the keys that find a name by them."""

from retrieval.sounds import blurred, is_sounded, keys, syllables


def test_characters_that_sound_alike_have_the_same_syllables() -> None:
    assert syllables("大蓬车") == syllables("大篷车") == ("da", "peng", "che")
    assert syllables("赵思园") == syllables("赵思远")


def test_a_short_name_is_found_by_its_whole_sound_alone() -> None:
    assert keys(("da", "peng", "che")) == {"da peng che"}


def test_a_long_name_is_found_without_any_one_of_its_syllables() -> None:
    expected = {"yun gang she qu", "gang she qu", "yun she qu", "yun gang qu", "yun gang she"}
    assert keys(("yun", "gang", "she", "qu")) == expected


def test_sounds_that_are_easily_confused_are_one() -> None:
    assert blurred("zhang") == blurred("zan")
    assert blurred("ling") == blurred("nin")
    assert blurred("hu") != blurred("gu")


def test_names_of_two_characters_or_with_letters_have_no_sound_of_their_own() -> None:
    assert [is_sounded(name) for name in ("林丹", "h5页面", "大篷车")] == [False, False, True]
