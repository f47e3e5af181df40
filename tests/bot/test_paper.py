"""Walking through the paper: lists, pages, searches, articles and links."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.bot.talk import ADMIN, MEMBER
from tests.fakes.archive import FakeArchive

QUESTION = "密云区总工会成立了几个工作小组？"
MIYUN = "密云区总工会下沉一线"
PINGGU = "平谷区总工会探索“党建+”工作模式"


@pytest.fixture
def many(news_dir) -> FakeArchive:
    """An archive of eleven pages with an article each."""
    for n in range(9):
        (news_dir / f"n{n}.txt").write_text(f"第{n}件<&>事\n第{n}件事的正文。", "utf-8")
    archive = FakeArchive()
    archive.load([news_dir])
    return archive


def link_in(url: str) -> str:
    """Return the payload of the deep link that a share button sends."""
    shared = parse_qs(urlsplit(url).query)["url"][0]
    assert shared.startswith("https://t.me/wenbao_playground_bot?start=")
    return parse_qs(urlsplit(shared).query)["start"][0]


async def test_the_newest_articles_are_listed_and_opened_in_one_message(talk):
    listed = await talk.ask("/latest")
    assert listed.marked.text == (
        f"最新报道（共2篇）\n\n1. {PINGGU}\n《劳动午报》 · 2023年12月11日（推定） · 第3版"
        f"\n\n2. {MIYUN}\n《劳动午报》 · 2023年12月11日（推定） · 第3版"
    )
    assert [*talk.buttons(listed)] == ["1", "2"]

    await talk.tap(listed, "2")
    assert talk.text(listed).startswith(f"{MIYUN}\n《劳动午报》")
    assert talk.text(listed).endswith("28名干部赴基层服务站蹲点调研。")
    await talk.tap(listed, "← 返回")
    assert talk.text(listed) == listed.marked.text
    assert len(talk.calls("sendMessage")) == 1


async def test_a_long_list_is_turned_and_numbers_go_on(talking, many):
    async with talking(many) as talk:
        listed = await talk.ask("/latest")
        assert [*talk.buttons(listed)] == [*"12345678", "下一组 ▶"]
        await talk.tap(listed, "下一组 ▶")
        assert [*talk.buttons(talk.now(listed))] == ["9", "10", "11", "◀ 上一组"]
        assert "9. 第6件<&>事" in talk.text(listed)
        await talk.tap(listed, "11")
        assert talk.text(listed).startswith("第8件<&>事\n")
        await talk.tap(listed, "← 返回")
        assert "9. 第6件<&>事" in talk.text(listed)
        await talk.tap(listed, "◀ 上一组")

        assert talk.text(listed) == listed.marked.text


async def test_pages_are_listed_by_date_and_lead_to_their_articles(talk):
    listed = await talk.ask("/issues")
    assert listed.marked.text == "报纸版面（共2个），点开看报道："
    label = "2023年12月11日（推定） · 第3版 · 《劳动午报》（1篇）"
    assert {*talk.buttons(listed)} == {label}
    rows = listed.reply_markup["inline_keyboard"]
    assert len(rows) == 2

    await talk.press(listed, rows[1][0]["callback_data"])
    assert talk.text(listed).startswith(f"{label}\n\n1. {MIYUN}")
    await talk.tap(listed, "1")
    assert talk.text(listed).startswith(f"{MIYUN}\n")
    await talk.tap(listed, "← 返回")
    await talk.tap(listed, "← 返回")
    assert talk.text(listed) == listed.marked.text


async def test_words_are_searched_and_shown_where_they_stand(talk):
    listed = await talk.ask("/search 干部 服务站")

    assert listed.marked.text.startswith(
        f"“干部 服务站”：2篇\n\n1. {MIYUN}\n28名干部赴基层服务站蹲点调研。\n《劳动午报》"
    )
    bold = [e for e in listed.marked.entities if e["type"] == "bold"]
    assert [e["length"] for e in bold[1:3]] == [2, 3]
    await talk.tap(listed, "1")
    assert talk.text(listed).startswith(f"{MIYUN}\n")
    await talk.tap(listed, "← 返回")
    assert talk.text(listed) == listed.marked.text


async def test_what_holds_none_of_the_words_stands_apart(talking, news_dir):
    for n in range(5):
        (news_dir / f"n{n}.txt").write_text(f"近况{n}\nabc", "utf-8")
    archive = FakeArchive()
    archive.load([news_dir])
    async with talking(archive) as talk:
        listed = await talk.ask("/search 干部")
        nothing = await talk.ask("/search 火星")
        opened = await talk.ask("/article 干部")
        await talk.tap(listed, "2")

    lines = listed.marked.text.split("\n\n")
    assert lines[0] == "“干部”：1篇"
    assert lines[1].startswith(f"1. {MIYUN}\n28名干部")
    assert lines[2] == "意思相近的："
    assert [line[:2] for line in lines[3:]] == ["2.", "3.", "4."]
    assert nothing.marked.text.startswith("没有写到“火星”的报道。\n\n意思相近的：\n\n1. ")
    assert opened.marked.text.startswith(MIYUN)


async def test_a_search_whose_words_were_deleted_says_so(talk):
    listed = await talk.ask("/search 干部")
    await talk.tap(listed, "1")
    talk.state.take_back(MEMBER, MEMBER, listed.replies_to)
    await talk.tap(listed, "← 返回")

    assert talk.text(listed) == "看不到原来的搜索词了，请再 /search 一次。"


@pytest.mark.parametrize("words", ['<b>&amp;"', "👩‍🌾 \u202e工会", "/search", "长" * 3000])
async def test_odd_words_are_searched_like_others(talk, words):
    listed = await talk.ask(f"/search {words}")

    assert listed.marked.text.startswith(("“", "没有写到“"))
    assert "\n\n1. " in listed.marked.text


async def test_search_and_article_without_words_show_how_to_use_them(talk):
    assert (await talk.ask("/search")).marked.text.startswith("请在 /search 后面写上词语")
    assert (await talk.ask("/article")).marked.text.startswith("请在 /article 后面写上标题")


async def test_the_nearest_article_is_opened_by_words(talk):
    opened = await talk.ask("/article 密云 下沉一线 小组")

    assert opened.marked.text.startswith(f"{MIYUN}\n")
    assert [*talk.buttons(opened)] == ["📋 复制引文", "↗ 分享"]


async def test_a_long_article_is_read_page_by_page_from_a_list(talking, news_dir):
    (news_dir / "long.txt").write_text("长文\n" + "这是一句话。" * 700, "utf-8")
    archive = FakeArchive()
    archive.load([news_dir])
    async with talking(archive) as talk:
        opened = await talk.ask("/article 长文 这是一句话")
        await talk.tap(opened, "下一页 ›")
        assert talk.text(opened).startswith("长文\n")
        assert "第2页，共3页" in talk.text(opened)
        await talk.tap(opened, "‹ 上一页")
        assert talk.text(opened) == opened.marked.text


async def test_an_article_is_shared_by_a_link_that_opens_it(talk):
    opened = await talk.ask("/article 密云 下沉一线 小组")
    payload = link_in(talk.buttons(opened)["↗ 分享"])
    talk.state.add_person(8, "小王")
    again = await talk.ask(f"/start {payload}", user=8)

    assert payload == "a_a-b"
    assert again.marked.text == opened.marked.text


async def test_an_answer_is_shared_by_a_link_that_opens_a_copy_of_it(talk):
    answer = await talk.ask(QUESTION)
    payload = link_in(talk.buttons(answer)["↗ 分享"])
    copy = await talk.ask(f"/start {payload}", user=ADMIN)

    assert copy.marked.text == f"问：{QUESTION}\n\n{answer.marked.text}"
    await talk.tap(copy, "📖 打开原文", user=ADMIN)
    assert talk.text(copy).startswith(MIYUN)
    await talk.ask("他们去了哪里？", user=ADMIN)
    assert talk.application.bot_data.archive.questions[-1][1].question == QUESTION


@pytest.mark.parametrize("payload", ["a_nothing", "a_", "a_<b>", "q_nothing", "q_", "else"])
async def test_a_link_to_nothing_says_so(talk, payload):
    reply = await talk.ask(f"/start {payload}")
    words = {"a": "没有找到这篇报道", "q": "这个回答已经不在了", "e": "您好，我是问报"}

    assert reply.marked.text.startswith(words[payload[0]])


async def test_a_list_outlives_a_reload_that_takes_its_articles_away(talk, news_dir):
    listed = await talk.ask("/issues")
    rows = listed.reply_markup["inline_keyboard"]
    (news_dir / "b.txt").unlink()
    talk.application.bot_data.archive.load([news_dir], mirror=True)
    await talk.press(listed, rows[1][0]["callback_data"])

    assert talk.text(listed) == "这里没有报道了。"
    await talk.tap(listed, "← 返回")
    assert talk.text(listed) == "报纸版面（共1个），点开看报道："


@pytest.mark.parametrize("command", ["/latest", "/issues", "/search 工会", "/article 工会"])
async def test_without_pages_there_is_nothing_to_walk_through(talking, command):
    async with talking(FakeArchive()) as talk:
        reply = await talk.ask(command)

    assert reply.marked.text == "档案里还没有报纸，请管理员用 /reload 载入。"


async def test_a_list_in_a_group_stays_in_the_language_of_who_asked(talk):
    talk.state.add_person(12, "Reader", language_code="en")
    group = talk.state.add_group("工会", {MEMBER, 12}).id
    listed = await talk.ask("/latest", chat=group)
    await talk.tap(listed, "1", user=12)
    await talk.tap(listed, "← 返回", user=12)

    assert talk.text(listed) == listed.marked.text


async def test_what_only_admins_use_stands_below_an_article_in_their_private_chat_alone(talk):
    group = talk.state.add_group("工会", {MEMBER, ADMIN}).id
    alone = await talk.ask("/latest", user=ADMIN)
    await talk.tap(alone, "2", user=ADMIN)
    among_all = await talk.ask("/latest", user=ADMIN, chat=group)
    opened = await talk.ask("/article 密云区 工作小组", user=ADMIN, chat=group)
    answer = await talk.ask(f"/ask {QUESTION}", user=ADMIN, chat=group)
    for message in (among_all, answer):
        for reader in (MEMBER, ADMIN):
            await talk.tap(message, "2" if message is among_all else "打开原文", user=reader)
            assert MIYUN in talk.text(message)
            assert "〔" not in talk.text(message)
            await talk.tap(message, "返回", user=reader)

    assert talk.text(alone).endswith("\n〔a-b〕b.txt")
    assert opened.marked.text.startswith(MIYUN)
    assert "〔" not in opened.marked.text
