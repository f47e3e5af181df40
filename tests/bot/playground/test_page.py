"""The page, driven in a headless Chromium as a person would use it."""

import asyncio
import re

import pytest
from playwright.async_api import expect

from bot.playground.faults import Fault

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION = "密云区总工会成立了几个工作小组？"
ANSWER = "密云区总工会成立了9个工作小组。"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


async def test_a_question_is_answered_with_its_quote_and_the_panel_shows_how(chatting):
    async with chatting() as chat:
        page = chat.page
        await expect(page.locator("#intro")).to_contain_text("TELEGRAM_BOT_TOKEN")
        await page.click(f"#examples button:has-text('{QUESTION}')")

        reply = page.locator(".theirs .bubble")
        await expect(reply).to_contain_text(f"[1] {ANSWER}")
        await expect(reply.locator(".replied")).to_contain_text(QUESTION)
        await expect(reply).to_contain_text("第3版 · 密云区总工会下沉一线 · 记者 马超")
        await expect(page.locator("#p-answer .badge")).to_have_text("有答案")
        await expect(page.locator("#p-hits tbody tr").first).to_contain_text("密云区总工会下沉一线")
        await expect(page.locator("#p-article mark")).to_have_text(ANSWER)
        await expect(page.locator("#p-latency .stage")).to_have_count(3)
        calls = page.locator("#p-wire .call summary", has_text="sendMessage")
        await expect(calls).to_contain_text("200")
        await expect(page.locator("#p-wire .update")).to_have_count(1)
        await expect(page.locator("#examples")).to_be_hidden()


async def test_a_person_opens_the_source_pages_through_it_and_goes_back(chatting, news_dir):
    sentences = [f"第{number}天，职工们参加了接力赛跑。" for number in range(1, 201)]
    sentences[3] = "顺义区总工会给冠军发了一面锦旗。"
    (news_dir / "c.txt").write_text("顺义区办运动会\n" + "".join(sentences), "utf-8")
    async with chatting() as chat:
        page, reply = chat.page, chat.page.locator(".theirs .bubble")
        await chat.write("顺义区总工会给冠军发了什么？")
        await expect(reply).to_contain_text("[1] 顺义区总工会给冠军发了一面锦旗。")
        words = page.locator(".theirs .bubble > .words")
        answer = await words.inner_text()
        await page.click(".keyboard button:has-text('打开原文')")
        await expect(reply.locator("u")).to_have_text("顺义区总工会给冠军发了一面锦旗。")
        await expect(reply).to_contain_text("第1页，共2页")
        await page.click(".keyboard button:has-text('下一页')")
        await expect(reply).to_contain_text("第200天，职工们参加了接力赛跑。")
        await expect(page.locator(".keyboard button:has-text('下一页')")).to_have_count(0)
        await page.click(".keyboard button:has-text('上一页')")
        await expect(reply.locator("u")).to_be_visible()
        await page.click(".keyboard button:has-text('返回')")

        await expect(words).to_have_text(answer, use_inner_text=True)
        await expect(page.locator(".theirs")).to_have_count(1)


async def test_a_citation_is_copied_and_a_verdict_and_its_reason_are_shown(chatting):
    permissions = ["clipboard-read", "clipboard-write"]
    async with chatting(permissions=permissions) as chat:
        page = chat.page
        await chat.write(QUESTION)
        await page.click(".keyboard button:has-text('复制引文')")
        await expect(page.locator("#toast")).to_have_text("已复制")
        copied = await page.evaluate("navigator.clipboard.readText()")
        assert copied == "马超. 密云区总工会下沉一线[N]. 劳动午报, [2023-12-11](3)."

        await page.click(".keyboard button:has-text('👎')")
        await expect(page.locator("#toast")).to_have_text("记下了。哪里不对？")
        await page.click(".keyboard button:has-text('句子不对')")
        await expect(page.locator(".keyboard button:has-text('✓ 句子不对')")).to_be_visible()
        await page.click(".keyboard button:has-text('好了')")
        await expect(page.locator(".keyboard button:has-text('✓ 👎')")).to_be_visible()


async def test_an_admin_reloads_and_asks_about_the_new_page(chatting, news_dir):
    async with chatting() as chat:
        page = chat.page
        await chat.open("编辑")
        text = "顺义区总工会办运动会\n顺义区总工会举办了第三届职工运动会。"
        (news_dir / "c.txt").write_text(text, "utf-8")
        await chat.write("/reload")
        await expect(page.locator(".theirs .bubble")).to_contain_text("版面：新增1")
        await chat.write("顺义区总工会举办了什么运动会？")

        await expect(page.locator(".theirs .bubble").last).to_contain_text("第三届职工运动会")


async def test_buttons_are_tapped_messages_edited_in_place_and_alerts_shown(chatting, busy):
    async with chatting(busy) as chat:
        page = chat.page
        await chat.write("第一页")
        await page.click(".keyboard button:has-text('提示')")
        await expect(page.locator("#alert p")).to_have_text("请看原文")
        await page.keyboard.press("Enter")
        await page.click(".keyboard button:has-text('下一页')")

        await expect(page.locator(".theirs .words").first).to_have_text("第二页")
        await expect(page.locator(".theirs .stamp")).to_contain_text("已编辑")
        await expect(page.locator(".keyboard")).to_have_count(0)
        await expect(page.locator("#toast")).to_have_text("翻页")


async def test_quotes_unfold_spoilers_show_and_buttons_copy(chatting, busy):
    permissions = ["clipboard-read", "clipboard-write"]
    async with chatting(busy, permissions=permissions) as chat:
        page = chat.page
        await chat.write("第一页")
        quote = page.locator("blockquote.expandable")
        folded = (await quote.bounding_box())["height"]
        await quote.locator(".expand").click()
        assert (await quote.bounding_box())["height"] > 2 * folded
        await page.locator(".spoiler").click()
        await expect(page.locator(".spoiler")).to_have_class("spoiler shown")
        await page.click(".keyboard button:has-text('复制')")

        await expect(page.locator("#toast")).to_have_text("已复制")
        assert await page.evaluate("navigator.clipboard.readText()") == "引文格式"


async def test_a_deep_link_starts_the_bot_with_its_words(chatting, busy):
    async with chatting(busy, path="/?start=a_7") as chat:
        page = chat.page
        await expect(page.locator(".theirs .words")).to_have_text("开始：a_7")
        await chat.write("第一页")
        await page.click(".bubble a:has-text('原文')")
        await expect(page.locator(".theirs .words").last).to_have_text("开始：a_1")


async def test_an_own_message_is_edited_quoted_reacted_to_and_deleted(chatting, busy):
    async with chatting(busy) as chat:
        page = chat.page
        await chat.write("第一页")
        await page.wait_for_selector(".theirs")
        await page.focus("#text")
        await page.keyboard.press("ArrowUp")
        await expect(page.locator("#context")).to_contain_text("编辑消息")
        await chat.write("第一版")
        await expect(page.locator(".theirs .words").last).to_have_text("改成了：第一版")

        await menu(page, ".mine", "👍")
        await expect(page.locator(".mine .reactions")).to_contain_text("👍 1")
        await expect(page.locator(".mine .reactions")).to_contain_text("🔥 1")
        await menu(page, ".theirs >> nth=-1", "回复")
        await expect(page.locator("#context")).to_contain_text("改成了：第一版")
        await page.keyboard.press("Escape")
        await menu(page, ".mine", "删除")
        await expect(page.locator(".mine")).to_have_count(0)


async def test_an_admin_drops_in_a_page_and_asks_about_it(chatting):
    async with chatting() as chat:
        page = chat.page
        await chat.open("编辑")
        await drop(page, "c.txt", "顺义区总工会办运动会\n顺义区总工会举办了第三届职工运动会。")
        await expect(page.locator(".mine .document")).to_contain_text("c.txt")
        await expect(page.locator(".theirs .bubble")).to_contain_text("版面：新增1")
        await chat.open("小李")
        await chat.write("顺义区总工会举办了什么职工运动会？")

        await expect(page.locator(".theirs .bubble")).to_contain_text("第三届职工运动会")


async def test_a_file_arrives_at_the_bot_and_one_comes_back(chatting, busy):
    async with chatting(busy) as chat:
        page = chat.page
        await drop(page, "第3版.txt", "abc")
        await expect(page.locator(".theirs .document")).to_contain_text("回.txt")
        await expect(page.locator(".theirs .words")).to_have_text("收到 abc")


async def test_commands_are_completed_with_the_keyboard(chatting, busy):
    async with chatting(busy) as chat:
        page = chat.page
        commands = [{"command": "start", "description": "开始"}]
        chat.state.menus["default::"] = {
            "commands": [*commands, {"command": "slow", "description": "慢"}]
        }
        chat.state.notify()
        await page.click("#menu")
        await expect(page.locator("#popup [role=option]")).to_have_count(2)
        await page.fill("#text", "/s")
        await page.keyboard.press("ArrowDown")
        await expect(page.locator("[aria-selected=true]")).to_contain_text("/slow")
        await page.keyboard.press("Enter")

        await expect(page.locator(".mine .words")).to_have_text("/slow")
        await expect(page.locator("#chat-state")).to_have_text("正在输入")


async def test_the_inline_box_offers_results_and_sends_the_chosen_one(chatting, busy):
    async with chatting(busy) as chat:
        page = chat.page
        await chat.open("读报群")
        await page.click("#inline")
        await page.keyboard.type("工会")
        await page.locator("#popup [role=option]", has_text="报道：工会").click()

        await expect(page.locator(".mine .words")).to_have_text("引文：工会")
        await expect(page.locator(".mine .via")).to_contain_text("@wenbao_playground_bot")


async def test_in_a_group_the_bot_is_silent_until_it_is_spoken_to(chatting):
    async with chatting() as chat:
        page = chat.page
        await chat.open("读报群")
        await page.select_option("#speaker", label="小王")
        await expect(page.locator(".message")).to_have_count(0)
        await chat.write("大家好")
        await chat.write(f"@wenbao_playground_bot {QUESTION}")

        await expect(page.locator(".theirs .bubble")).to_contain_text(ANSWER)
        await expect(page.locator(".mine")).to_have_count(2)
        assert (
            len([e for e in chat.state.journal.entries if e.update and "message" in e.update]) == 1
        )
        assert {m.sender.first_name for m in messages(chat)} == {"小王", "问报"}


async def test_new_people_and_groups_are_made_on_the_page(chatting):
    async with chatting() as chat:
        page = chat.page
        await page.fill("#newcomer input", "小赵")
        await page.select_option("#newcomer select", "admin")
        await page.keyboard.press("Enter")
        await page.click("#newcomer button")
        await expect(page.locator('#chats [aria-current="true"]')).to_contain_text("小赵")
        await expect(page.locator('#chats [aria-current="true"]')).to_contain_text("管理员")
        await chat.write("/reload")

        await expect(page.locator(".theirs .bubble")).to_contain_text("没有变化")


async def test_a_fault_is_switched_on_in_the_panel_and_met(chatting):
    async with chatting() as chat:
        page = chat.page
        await page.click("#faults-box summary")
        await page.select_option("#p-faults [name=kind]", "fault429")
        await page.click("#p-faults button")
        await expect(page.locator(".fault-list li")).to_contain_text("sendMessage · 429")
        await chat.write(QUESTION)

        refused = page.locator("#p-wire .refused summary")
        await expect(refused).to_contain_text("sendMessage429")
        await expect(page.locator(".theirs .bubble")).to_contain_text(ANSWER)
        await expect(page.locator(".fault-list")).to_have_count(0)
        chat.state.faults.append(Fault("*", 502, times=0))
        chat.state.notify()
        await page.click(".fault-list button")
        await expect(page.locator(".fault-list")).to_have_count(0)
        assert chat.state.faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_light_and_dark_follow_the_system_until_they_are_switched(chatting, scheme):
    async with chatting(color_scheme=scheme) as chat:
        page = chat.page
        before = await page.evaluate(BACKGROUND)
        assert before == {"light": "rgb(244, 244, 245)", "dark": "rgb(14, 22, 33)"}[scheme]
        await page.click("#theme")
        assert await page.evaluate(BACKGROUND) != before
        await page.reload()
        assert await page.evaluate(BACKGROUND) != before


async def test_on_a_phone_everything_is_in_reach_and_nothing_runs_over(chatting, busy):
    async with chatting(busy, **PHONE) as chat:
        page = chat.page
        await chat.write("第一页")
        await page.wait_for_selector(".keyboard")
        await expect(page.locator("#panel")).to_be_hidden()
        await page.click("#fold")
        await expect(page.locator("#panel")).to_be_visible()
        await page.click("#panel-close")
        await chat.open("编辑")

        assert await page.evaluate("document.documentElement.scrollWidth") == 390
        assert (
            await page.evaluate(
                "document.querySelector('#composer').getBoundingClientRect().bottom"
            )
            <= 844
        )


async def test_every_control_has_a_name_in_both_languages(chatting, busy):
    async with chatting(busy) as chat:
        page = chat.page
        await chat.write("第一页")
        await page.wait_for_selector(".keyboard")
        assert await page.evaluate(NAMELESS) == []
        await page.click("#language")
        await expect(page.locator("#chat-state")).to_have_text("bot")
        assert await page.evaluate(NAMELESS) == []
        words = await page.locator("#panel summary").all_inner_texts()
        assert not re.search(r"[\u4e00-\u9fff]", "".join(words[:5]))


async def test_a_page_outlives_the_bot_and_says_so(chatting):
    async with chatting() as chat:
        page = chat.page
        await page.route("**/control/view**", lambda route: route.abort())
        chat.state.notify()
        await expect(page.locator("#offline")).to_contain_text("机器人已停止")
        await page.unroute("**/control/view**")
        await expect(page.locator("#offline")).to_be_hidden()
        chat.problems.clear()  # the browser tells of the requests that were stopped


async def test_what_is_typed_while_a_chat_is_on_its_way_is_completed_when_it_comes(chatting):
    async with chatting() as chat:
        page, popup = chat.page, chat.page.locator("#popup [role=option]")
        arrived = asyncio.Event()
        chat.state.menus["default::"] = {"commands": [{"command": "help", "description": "帮助"}]}

        async def held(route):
            await arrived.wait()
            await route.continue_()

        await page.route("**/control/view**", held)
        await page.click("#chats button:has-text('读报群')")
        await expect(page.locator("#block")).to_be_hidden()
        await page.keyboard.press("ArrowUp")
        await page.click("#menu")
        await page.click("#inline")
        await page.fill("#text", "/hel")
        await expect(popup).to_have_count(0)

        arrived.set()
        await expect(popup).to_have_count(1)
        await expect(popup).to_contain_text("/help")
        await page.unroute_all(behavior="wait")


BACKGROUND = "getComputedStyle(document.body).backgroundColor"
NAMELESS = """[...document.querySelectorAll("button, input:not([hidden]), select, textarea")]
  .filter((one) => !one.getAttribute("aria-label") && !one.textContent.trim())
  .map((one) => one.outerHTML)"""


async def menu(page, message: str, item: str) -> None:
    await page.hover(f"{message} >> .bubble")
    await page.click(f"{message} >> .more")
    await page.click(f"#actions button:has-text('{item}')")


async def drop(page, name: str, text: str) -> None:
    """Drop a file on the chat."""
    await page.evaluate(
        """([name, text]) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([text], name));
          for (const kind of ["dragenter", "drop"]) {
            const event = new DragEvent(kind, { dataTransfer, bubbles: true });
            document.querySelector("#chat").dispatchEvent(event);
          }
        }""",
        [name, text],
    )


def messages(chat):
    return [m for c in chat.state.chats.values() for m in c.messages.values()]
