// The page: one chat as one person sees it, kept current by asking for what is newer.

import { Actions } from "./actions.js";
import { byId, el, get, post, toast } from "./api.js";
import { Composer } from "./composer.js";
import { Messages } from "./messages.js";
import { Panel } from "./panel.js";
import { avatar, Sidebar } from "./sidebar.js";
import { currentLanguage, switchLanguage, t, translatePage } from "./strings.js";

const FIRST_PERSON = 100;
const state = { me: FIRST_PERSON, chat: FIRST_PERSON, view: null, asking: null };
const now = () => ({ me: state.me, chat: state.chat, view: state.view });
const composer = new Composer(now);
const actions = new Actions(now, composer);
const panel = new Panel();
const sidebar = new Sidebar(open);
const messages = new Messages({
  command: (words) => composer.send(words),
  mention: (words) => { if (words === `@${state.view.bot.username}`) composer.inline(""); },
  inline: (words) => composer.inline(words),
  link: openLink,
  menu: (message, opener) => actions.open(message, opener),
  react: (message, emoji) => post("reactions", { user_id: state.me, chat_id: state.chat, message_id: message.message_id, emoji }),
  press: (message, data) => post("presses", { user_id: state.me, chat_id: state.chat, message_id: message.message_id, data }),
  redraw: () => { if (state.view) messages.show(state.view); },
});

// A link to the bot is followed here: `t.me/bot?start=words` sends `/start words`.
function openLink(url) {
  const address = new URL(url, location.href);
  const name = state.view.bot.username.toLowerCase();
  const ours = address.protocol === "tg:"
    ? address.searchParams.get("domain")?.toLowerCase() === name
    : ["t.me", "telegram.me"].includes(address.hostname) && address.pathname.slice(1).toLowerCase() === name;
  if (!ours) return false;
  const words = address.searchParams.get("start");
  const person = state.me;
  if (state.chat !== person) open(person, person);
  post("messages", { user_id: person, chat_id: person, text: words ? `/start ${words}` : "/start" }).catch((e) => toast(e.message));
  return true;
}

function open(me, chat) {
  Object.assign(state, { me, chat, view: null });
  messages.clear();
  composer.reset();
  for (const id of ["start", "block"]) byId(id).hidden = true; // until the chat has come
  state.asking?.abort();
}

async function follow() {
  for (;;) {
    state.asking = new AbortController();
    const { me, chat } = state;
    try {
      const seen = state.view?.version ?? -1;
      const view = await get("view", { user_id: me, chat_id: chat, seen, wait_s: 20 }, { signal: state.asking.signal });
      if (me === state.me && chat === state.chat) show({ ...view, me });
      if (view.closing) throw new Error("closing");
    } catch (error) {
      if (error.name === "AbortError") continue;
      byId("offline").textContent = t("offline");
      byId("offline").hidden = false;
      await new Promise((resolve) => setTimeout(resolve, 1000));
      if (state.view) state.view.version = -1;
    }
  }
}

function show(view) {
  const { chats, journal } = view;
  if (state.view && journal < state.view.journal) location.reload(); // another playground answers now
  const opening = !state.view;
  state.view = view;
  if (opening) composer.complete(); // for what was typed while the chat was on its way
  byId("offline").hidden = view.polled;
  if (!view.polled) byId("offline").textContent = t("waiting");
  sidebar.show(view);
  showHead(view);
  messages.show(view);
  showStart(view);
  panel.show(view);
  if (!chats.some(({ id }) => id === view.chat.id)) open(state.me, chats.find((c) => c.members.includes(state.me)).id);
}

function showHead({ chat, bot, people, me }) {
  const group = chat.type !== "private";
  byId("chat-title").textContent = group ? chat.title : bot.first_name;
  const face = group ? avatar(chat.title, chat.id) : el("img", { src: "/page/icon.svg", alt: "" });
  byId("chat-avatar").replaceChildren(face);
  const doing = chat.action === "upload_document" ? t("uploading") : t("typing");
  const idle = group ? `${chat.members.length + 1} ${t("members")}` : chat.bot_is_out ? t("blocked") : t("bot");
  byId("chat-state").textContent = chat.action ? doing : idle;
  byId("chat-state").classList.toggle("acting", Boolean(chat.action));
  clearTimeout(showHead.timer);
  if (chat.action) showHead.timer = setTimeout(() => showHead({ chat: { ...chat, action: null }, bot, people, me }), chat.action_left_s * 1000);
  byId("block").hidden = group;
  byId("block").setAttribute("aria-pressed", String(chat.bot_is_out));
  byId("block").title = t(chat.bot_is_out ? "unblock" : "block");
  const speaker = byId("speaker");
  speaker.hidden = !group;
  const members = people.filter(({ id }) => chat.members.includes(id));
  const key = JSON.stringify([members, me]);
  if (speaker.dataset.key === key) return;
  speaker.dataset.key = key;
  speaker.replaceChildren(...members.map(({ id, first_name: name }) => el("option", { value: id, selected: id === me }, name)));
}

function showStart(view) {
  const fresh = !view.messages.length;
  const privately = view.chat.type === "private";
  byId("start").hidden = !(fresh && privately);
  byId("description").textContent = view.description;
  const asked = view.messages.some((m) => m.from.id === view.me && !m.text?.startsWith("/"));
  byId("examples").hidden = asked;
}

async function showExamples() {
  const questions = await get("examples");
  byId("examples").replaceChildren(...questions.map((question) => el("button", {
    type: "button",
    onclick: () => composer.send(state.chat < 0 ? `@${state.view.bot.username} ${question}` : question),
  }, question)));
}

function listen() {
  byId("start-button").addEventListener("click", () => composer.send("/start"));
  byId("down").addEventListener("click", () => { byId("scroll").scrollTop = byId("scroll").scrollHeight; byId("down").hidden = true; });
  byId("scroll").addEventListener("scroll", ({ target }) => { if (target.scrollHeight - target.scrollTop - target.clientHeight < 60) byId("down").hidden = true; });
  byId("speaker").addEventListener("change", ({ target }) => open(Number(target.value), state.chat));
  byId("block").addEventListener("click", () => post(`people/${state.me}`, { blocks: !state.view.chat.bot_is_out }));
  byId("fold").addEventListener("click", () => foldPanel(document.body.classList.contains("panel")));
  byId("panel-close").addEventListener("click", () => foldPanel(true));
  byId("theme").addEventListener("click", () => setTheme(isDark() ? "light" : "dark"));
  byId("about").addEventListener("click", () => { byId("intro").hidden = false; byId("scroll").scrollTop = 0; });
  byId("intro-close").addEventListener("click", () => { byId("intro").hidden = true; localStorage.setItem("introduced", "yes"); });
  byId("language").addEventListener("click", () => {
    switchLanguage();
    translate();
    panel.redraw();
    if (state.view) show(state.view);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.body.classList.contains("panel") && innerWidth < 1100) foldPanel(true);
  });
}

function translate() {
  translatePage();
  byId("language").textContent = currentLanguage() === "zh" ? "EN" : "中";
}

function foldPanel(folded) {
  document.body.classList.toggle("panel", !folded);
  byId("fold").setAttribute("aria-expanded", String(!folded));
  panel.showQuotes();
  if (innerWidth >= 1100) localStorage.setItem("folded", folded ? "yes" : "no");
}

const isDark = () => (document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  localStorage.setItem("theme", theme);
}

const theme = localStorage.getItem("theme");
if (theme) setTheme(theme);
foldPanel(innerWidth < 1100 || localStorage.getItem("folded") === "yes");
byId("intro").hidden = localStorage.getItem("introduced") === "yes";
translate();
listen();
follow();
showExamples().catch((error) => toast(error.message));
const started = new URLSearchParams(location.search).get("start");
if (started) {
  history.replaceState(null, "", "/");
  post("messages", { user_id: FIRST_PERSON, text: `/start ${started}` }).catch((error) => toast(error.message));
}
