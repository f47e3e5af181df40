// The menu of one message: react, reply, quote, copy, edit, delete.

import { byId, copyText, el, post, toast } from "./api.js";
import { t } from "./strings.js";

const QUICK_REACTIONS = ["👍", "👎", "❤", "🔥", "🤔"];

export class Actions {
  constructor(now, composer) {
    this.now = now;
    this.composer = composer;
    this.box = byId("actions");
    document.addEventListener("pointerdown", (event) => { if (!this.box.contains(event.target)) this.close(); });
    this.box.addEventListener("keydown", (event) => this.key(event));
  }

  open(message, opener) {
    const selected = selectedIn(message);
    this.opener = opener;
    this.box.replaceChildren(this.reactions(message), ...this.items(message, selected));
    this.box.hidden = false;
    const { left, bottom } = opener.getBoundingClientRect();
    const { width, height } = this.box.getBoundingClientRect();
    this.box.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
    this.box.style.top = `${Math.max(8, Math.min(bottom, innerHeight - height - 8))}px`;
    setTimeout(() => this.box.querySelector("button").focus());
  }

  close() {
    if (this.box.hidden) return;
    this.box.hidden = true;
    this.opener?.focus({ preventScroll: true });
  }

  key(event) {
    const buttons = [...this.box.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step) { event.preventDefault(); buttons[(at + step + buttons.length) % buttons.length].focus(); }
    if (event.key === "Escape") this.close();
  }

  reactions(message) {
    return el("div", { className: "quick", role: "group", "aria-label": t("react") }, ...QUICK_REACTIONS.map((emoji) =>
      el("button", { type: "button", role: "menuitem", onclick: () => { this.close(); this.react(message, emoji); } }, emoji)));
  }

  items(message, selected) {
    const { me } = this.now();
    const mine = message.from.id === me;
    const text = message.text ?? message.caption ?? "";
    const quoting = selected && text.includes(selected);
    return [
      this.item("reply", () => this.composer.setContext({ kind: "reply", message })),
      quoting ? this.item("quote", () => this.composer.setContext({ kind: "reply", message, quote: selected })) : null,
      text ? this.item("copy", () => copyText(text, t("copied"))) : null,
      mine && message.text && !message.via_bot ? this.item("edit", () => this.composer.setContext({ kind: "edit", message })) : null,
      this.item("remove", () => this.remove(message)),
    ].filter(Boolean);
  }

  item(name, run) {
    return el("button", { type: "button", role: "menuitem", onclick: () => { this.close(); run(); } }, t(name));
  }

  async react(message, emoji) {
    const { me, chat } = this.now();
    const mine = message.reactions.find(({ user_id: who }) => who === me)?.types[0]?.emoji;
    await post("reactions", {
      user_id: me, chat_id: chat, message_id: message.message_id, emoji: mine === emoji ? "" : emoji,
    }).catch((error) => toast(error.message));
  }

  async remove(message) {
    const { me, chat } = this.now();
    await post("deletions", { user_id: me, chat_id: chat, message_id: message.message_id }).catch((error) => toast(error.message));
  }
}

function selectedIn(message) {
  const selection = getSelection();
  const bubble = byId(`m${message.message_id}`);
  return bubble?.contains(selection.anchorNode) ? String(selection).trim() : "";
}
