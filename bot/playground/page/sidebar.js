// Whose chat is shown: every person's own, and the groups; and the making of new ones.

import { byId, el, post, toast } from "./api.js";
import { t } from "./strings.js";

export const COLOURS = ["c1", "c2", "c3", "c4", "c5", "c6"];

export class Sidebar {
  constructor(open) {
    this.open = open;
    this.shown = "";
    byId("newcomer").addEventListener("submit", (event) => { event.preventDefault(); this.add(event.target); });
  }

  show(view) {
    const key = JSON.stringify([view.chats, view.people, view.chat.id, document.documentElement.lang]);
    if (key === this.shown) return;
    this.shown = key;
    const focused = document.activeElement?.dataset?.chat;
    byId("chats").replaceChildren(...view.chats.map((chat) => this.item(chat, view)));
    if (focused) byId("chats").querySelector(`[data-chat="${focused}"]`)?.focus();
  }

  item(chat, view) {
    const person = view.people.find(({ id }) => id === chat.id);
    const role = person ? (person.admin ? t("admin") : t("member")) : t("group");
    const last = chat.last;
    const words = last ? (last.text ?? last.caption ?? last.document?.file_name ?? "") : "";
    const from = last && last.from.is_bot ? "" : last && chat.id > 0 ? `${t("you")}: ` : last ? `${last.from.first_name}: ` : "";
    const me = person ? person.id : chat.members[0];
    return el("button", {
      type: "button", "data-chat": chat.id, "aria-current": String(chat.id === view.chat.id),
      onclick: () => this.open(this.speakerOf(chat, view) ?? me, chat.id),
    },
      avatar(chat.title ?? chat.first_name, chat.id),
      el("span", { className: "about" },
        el("span", { className: "top" }, el("strong", {}, chat.title ?? chat.first_name), el("em", { className: person?.admin ? "admin" : "" }, role)),
        el("span", { className: "last" }, from + words)));
  }

  // In a group a person goes on speaking as whom they were, if that one is in it.
  speakerOf(chat, view) {
    return chat.id < 0 && chat.members.includes(view.me) ? view.me : chat.id < 0 ? Math.max(...chat.members) : chat.id;
  }

  async add(form) {
    const name = form.name.value.trim();
    const kind = form.kind.value;
    if (!name) return;
    try {
      if (kind === "group") {
        const members = [...byId("chats").querySelectorAll("[data-chat]")].map((b) => Number(b.dataset.chat)).filter((id) => id > 0);
        const group = await post("groups", { title: name, members });
        this.open(members[0], group.id);
      } else {
        const person = await post("people", { first_name: name, admin: kind === "admin" });
        this.open(person.id, person.id);
      }
      form.name.value = "";
    } catch (error) { toast(error.message); }
  }
}

export function avatar(name, id) {
  return el("span", { className: `avatar ${COLOURS[Math.abs(id) % COLOURS.length]}`, "aria-hidden": "true" }, [...(name || "?")][0]);
}
