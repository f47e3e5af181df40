// The messages of a chat: drawn once, redrawn where they changed, taken away when deleted.

import { alertBox, byId, copyText, el, toast } from "./api.js";
import { rich } from "./rich.js";
import { currentLanguage, t } from "./strings.js";

const COLOURS = ["#e17076", "#7bc862", "#65aadd", "#a695e7", "#ee7aae", "#6ec9cb", "#faa774"];

export class Messages {
  // `act` is what a person can do with a message; see main.js.
  constructor(act) {
    this.act = act;
    this.drawn = new Map();
    this.tapping = new Map();
    this.said = new Set();
  }

  clear() {
    this.drawn.clear();
    this.tapping.clear();
    byId("log").replaceChildren();
  }

  show(view) {
    const scroll = byId("scroll");
    const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;
    const first = this.drawn.size === 0;
    this.settleTaps(view.taps);
    const grew = this.reconcile(view);
    if (first || atEnd) scroll.scrollTop = scroll.scrollHeight;
    byId("down").hidden = first || atEnd || !grew;
  }

  reconcile(view) {
    const log = byId("log");
    const ids = new Set(view.messages.map((message) => message.message_id));
    for (const [id, { node }] of this.drawn) {
      if (!ids.has(id)) { node.remove(); this.drawn.delete(id); }
    }
    let grew = false;
    for (const [place, message] of view.messages.entries()) {
      const before = view.messages[place - 1];
      const key = JSON.stringify([message, before?.from.id, [...this.tapping.values()], currentLanguage()]);
      const old = this.drawn.get(message.message_id);
      if (old?.key === key) continue;
      const node = this.draw(message, before, view);
      if (old) {
        keepFolds(old.node, node);
        old.node.replaceWith(node);
      } else { log.append(node); grew = true; }
      this.drawn.set(message.message_id, { key, node });
    }
    return grew;
  }

  draw(message, before, view) {
    if (message.migrate_to_chat_id || message.migrate_from_chat_id) {
      return el("p", { className: "service", id: `m${message.message_id}` }, t("migrated"));
    }
    const mine = message.from.id === view.me;
    const joined = before?.from.id === message.from.id;
    const named = !mine && !joined && view.chat.type !== "private";
    const bubble = el("div", { className: "bubble" },
      named ? el("strong", { className: "name" }, message.from.first_name) : null,
      message.via_bot ? el("small", { className: "via" }, `${t("via")} @${message.via_bot.username}`) : null,
      this.replyLine(message),
      message.document ? documentLine(message.document) : null,
      el("div", { className: "words" }, ...rich(
        message.text ?? message.caption ?? "", message.entities ?? message.caption_entities, this.act)),
      this.reactions(message, view),
      stamp(message, mine));
    if (named) bubble.querySelector(".name").style.color = COLOURS[message.from.id % COLOURS.length];
    const more = el("button", {
      type: "button", className: "more", "aria-label": t("messageActions"), "aria-haspopup": "menu",
      onclick: (event) => this.act.menu(message, event.currentTarget),
    }, "⋯");
    const node = el("article", {
      className: `message ${mine ? "mine" : "theirs"}${joined ? " joined" : ""}`,
      id: `m${message.message_id}`, "aria-label": `${message.from.first_name}`,
      oncontextmenu: (event) => { event.preventDefault(); this.act.menu(message, more); },
    }, el("div", { className: "line" }, bubble, more), this.keyboard(message));
    return node;
  }

  replyLine(message) {
    const replied = message.reply_to_message;
    if (!replied) return null;
    const words = message.quote?.text ?? replied.text ?? replied.caption ?? replied.document?.file_name ?? "";
    return el("button", {
      type: "button", className: "replied",
      onclick: () => {
        const target = byId(`m${replied.message_id}`);
        target?.scrollIntoView({ block: "center", behavior: "smooth" });
        target?.classList.add("flash");
        setTimeout(() => target?.classList.remove("flash"), 1200);
      },
    }, el("strong", {}, replied.from.first_name), el("span", {}, words));
  }

  reactions(message, view) {
    if (!message.reactions.length) return null;
    const counts = new Map();
    for (const { user_id: who, types } of message.reactions) {
      for (const { emoji } of types) counts.set(emoji, [...(counts.get(emoji) ?? []), who]);
    }
    return el("div", { className: "reactions" }, ...[...counts].map(([emoji, who]) => el("button", {
      type: "button", className: who.includes(view.me) ? "chosen" : "",
      "aria-pressed": String(who.includes(view.me)),
      onclick: () => this.act.react(message, who.includes(view.me) ? "" : emoji),
    }, `${emoji} ${who.length}`)));
  }

  keyboard(message) {
    const rows = message.reply_markup?.inline_keyboard;
    if (!rows) return null;
    return el("div", { className: "keyboard" }, ...rows.map((row) =>
      el("div", { className: "row" }, ...row.map((button) => this.button(message, button)))));
  }

  button(message, button) {
    const [mark, press] = this.buttonAction(message, button);
    const waits = [...this.tapping.values()].includes(`${message.message_id}:${button.callback_data}`);
    return el("button", {
      type: "button", className: `${button.style ?? ""}${waits ? " waits" : ""}`, "aria-busy": String(waits), onclick: press,
    }, button.text, mark ? el("span", { className: `mark${button.copy_text ? " copy" : ""}`, "aria-hidden": "true" }, mark) : null);
  }

  buttonAction(message, button) {
    if (button.copy_text) return [" ", () => copyText(button.copy_text.text, t("copied"))];
    if (button.url) return ["↗", () => { if (!this.act.link(button.url)) window.open(button.url, "_blank", "noopener"); }];
    if (button.switch_inline_query_current_chat !== undefined) {
      return ["@", () => this.act.inline(button.switch_inline_query_current_chat)];
    }
    if (button.switch_inline_query !== undefined) return ["➦", () => this.act.inline(button.switch_inline_query)];
    return ["", () => this.tap(message, button.callback_data)];
  }

  async tap(message, data) {
    try {
      const tap = await this.act.press(message, data);
      this.tapping.set(tap.id, `${message.message_id}:${data}`);
      this.act.redraw();
    } catch (error) { toast(error.message); }
  }

  settleTaps(taps) {
    for (const tap of taps) {
      if (!tap.answer || !this.tapping.delete(tap.id)) continue;
      if (tap.answer.url) this.act.link(tap.answer.url);
      else if (tap.answer.show_alert) alertBox(tap.answer.text);
      else if (tap.answer.text) toast(tap.answer.text);
    }
  }
}

function documentLine(document) {
  const kind = document.file_name.split(".").pop().slice(0, 4).toUpperCase();
  return el("div", { className: "document" }, el("span", { className: "file", "aria-hidden": "true" }, kind),
    el("span", {}, el("strong", {}, document.file_name), el("small", {}, size(document.file_size))));
}

const size = (bytes) => bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;

function stamp(message, mine) {
  const time = new Date(message.date * 1000).toTimeString().slice(0, 5);
  const edited = message.edit_date ? `${t("edited")} ` : "";
  return el("span", { className: "stamp" }, `${edited}${time}${mine ? " ✓✓" : ""}`);
}

// An edit keeps open what its reader had opened.
function keepFolds(before, after) {
  for (const selector of ["blockquote.expandable", ".spoiler"]) {
    const old = [...before.querySelectorAll(selector)];
    [...after.querySelectorAll(selector)].forEach((node, i) => {
      if (old[i]?.textContent === node.textContent) node.className = old[i].className;
    });
  }
}
