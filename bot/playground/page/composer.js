// Where a person writes: text, commands with completion, inline mode, files, replies and edits.

import { byId, el, post, toast, upload } from "./api.js";
import { t } from "./strings.js";

const INLINE_AFTER_MS = 250;
const INLINE_WAIT_S = 10;

export class Composer {
  constructor(now) {
    this.now = now; // () => { me, chat, view }, the view null until the chat has come
    this.context = null; // { kind: "reply" | "edit", message, quote }
    this.choices = [];
    this.chosen = 0;
    this.text = byId("text");
    this.listen();
  }

  listen() {
    byId("composer").addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.text.addEventListener("input", () => { this.grow(); this.complete(); });
    this.text.addEventListener("keydown", (event) => this.key(event));
    this.text.addEventListener("blur", () => setTimeout(() => { if (document.activeElement !== this.text) this.choose([]); }, 150));
    byId("menu").addEventListener("click", () => this.toggleMenu());
    byId("inline").addEventListener("click", () => this.inline(""));
    byId("attach").addEventListener("click", () => byId("files").click());
    byId("files").addEventListener("change", (event) => { this.sendFiles([...event.target.files]); event.target.value = ""; });
    byId("context-close").addEventListener("click", () => this.setContext(null));
    this.listenForDrops();
  }

  listenForDrops() {
    const chat = byId("chat");
    const drop = byId("drop");
    let depth = 0;
    chat.addEventListener("dragenter", (event) => { event.preventDefault(); depth += 1; drop.hidden = false; });
    chat.addEventListener("dragover", (event) => event.preventDefault());
    chat.addEventListener("dragleave", () => { depth -= 1; if (depth <= 0) drop.hidden = true; });
    chat.addEventListener("drop", (event) => {
      event.preventDefault();
      depth = 0;
      drop.hidden = true;
      this.sendFiles([...event.dataTransfer.files]);
    });
    this.text.addEventListener("paste", (event) => {
      if (event.clipboardData.files.length) { event.preventDefault(); this.sendFiles([...event.clipboardData.files]); }
    });
  }

  reset() {
    this.setContext(null);
    this.choose([]);
    this.text.value = "";
    this.grow();
  }

  setContext(context) {
    this.context = context;
    byId("context").hidden = !context;
    if (!context) return;
    const words = context.quote || context.message.text || context.message.document?.file_name || "";
    const title = context.kind === "edit" ? t("editing") : `${t("replyTo")} ${context.message.from.first_name}`;
    byId("context-what").replaceChildren(el("strong", {}, title), el("span", {}, words));
    if (context.kind === "edit") { this.text.value = context.message.text ?? ""; this.grow(); }
    this.text.focus();
  }

  async send(words = this.text.value) {
    const text = words.trim();
    if (!text) return;
    const { me, chat } = this.now();
    const context = this.context;
    this.reset();
    try {
      if (context?.kind === "edit") {
        await post("edits", { user_id: me, chat_id: chat, message_id: context.message.message_id, text });
      } else {
        await post("messages", {
          user_id: me, chat_id: chat, text, replies_to: context?.message.message_id ?? 0, quote: context?.quote ?? "",
        });
      }
      byId("scroll").scrollTop = byId("scroll").scrollHeight;
    } catch (error) { toast(error.message); }
  }

  async sendFiles(files) {
    if (!files.length) return;
    const { me, chat } = this.now();
    const caption = this.text.value.trim();
    this.reset();
    try {
      await upload(files, { user_id: me, chat_id: chat, caption });
    } catch (error) { toast(error.message); }
  }

  grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, 160)}px`;
  }

  key(event) {
    if (event.isComposing) return;
    const open = this.choices.length > 0;
    if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.chosen = (this.chosen + step + this.choices.length) % this.choices.length;
      this.mark();
    } else if (open && (event.key === "Enter" || event.key === "Tab")) {
      event.preventDefault();
      this.choices[this.chosen].take();
    } else if (event.key === "Escape") {
      if (open) this.choose([]); else this.setContext(null);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "ArrowUp" && !this.text.value) {
      event.preventDefault();
      this.editLast();
    }
  }

  editLast() {
    const { me, view } = this.now();
    const mine = view?.messages.filter((m) => m.from.id === me && m.text && !m.via_bot);
    if (mine?.length) this.setContext({ kind: "edit", message: mine.at(-1) });
  }

  // --- what is offered above the box ---

  complete() {
    clearTimeout(this.asking);
    const words = this.text.value;
    const { view } = this.now();
    if (!view) return; // asked again when it comes
    const bot = `@${view.bot.username} `;
    if (words.startsWith(bot)) this.asking = setTimeout(() => this.askInline(words.slice(bot.length)), INLINE_AFTER_MS);
    else if (/^\/\w*$/.test(words)) this.choose(this.commands(words.slice(1)));
    else this.choose([]);
  }

  commands(prefix) {
    const { chat, view } = this.now();
    if (!view) return [];
    const suffix = chat < 0 ? `@${view.bot.username}` : "";
    return view.commands.filter(({ command }) => command.startsWith(prefix)).map(({ command, description }) => ({
      title: `/${command}`, about: description, take: () => this.send(`/${command}${suffix}`),
    }));
  }

  toggleMenu() {
    const open = byId("menu").getAttribute("aria-expanded") === "true";
    this.text.focus();
    this.choose(open ? [] : this.commands(""));
    byId("menu").setAttribute("aria-expanded", String(!open && this.choices.length > 0));
  }

  inline(words) {
    const { view } = this.now();
    if (!view) return;
    this.text.value = `@${view.bot.username} ${words}`;
    this.text.focus();
    this.grow();
    this.complete();
  }

  async askInline(words) {
    const { me, chat } = this.now();
    const asked = this.text.value;
    try {
      const query = await post("inline", { user_id: me, query: words, wait_s: INLINE_WAIT_S });
      if (this.text.value !== asked) return;
      const results = query.results.map((result) => ({
        title: result.title, about: result.description ?? "",
        take: async () => {
          this.reset();
          await post("inline/choice", { query_id: query.id, result_id: result.id, chat_id: chat }).catch((e) => toast(e.message));
        },
      }));
      if (query.button) {
        results.unshift({ title: query.button.text, about: "", take: () => { this.reset(); this.send(`/start ${query.button.start_parameter}`); } });
      }
      this.choose(results.length ? results : [{ title: t("noResults"), about: "", take: () => this.choose([]) }]);
    } catch (error) { toast(error.message); }
  }

  choose(choices) {
    this.choices = choices;
    this.chosen = 0;
    const popup = byId("popup");
    popup.hidden = !choices.length;
    this.text.setAttribute("aria-expanded", String(choices.length > 0));
    if (!choices.length) byId("menu").setAttribute("aria-expanded", "false");
    popup.replaceChildren(...choices.map((choice, i) => el("div", {
      role: "option", id: `choice${i}`, onmousedown: (event) => { event.preventDefault(); choice.take(); },
    }, el("strong", {}, choice.title), el("span", {}, choice.about))));
    this.mark();
  }

  mark() {
    byId("popup").querySelectorAll("[role=option]").forEach((node, i) => {
      node.setAttribute("aria-selected", String(i === this.chosen));
      if (i === this.chosen) node.scrollIntoView({ block: "nearest" });
    });
    if (this.choices.length) this.text.setAttribute("aria-activedescendant", `choice${this.chosen}`);
    else this.text.removeAttribute("aria-activedescendant");
  }
}
