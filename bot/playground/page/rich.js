// Text and entities, in UTF-16 units as Telegram and JavaScript both count, become nodes.

import { el } from "./api.js";
import { t } from "./strings.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
};

// `act` opens what is pressed: { command(text), mention(text), link(url) }.
export function rich(text, entities = [], act = {}) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return build(text, 0, text.length, sorted, act);
}

function build(text, start, end, entities, act) {
  const nodes = [];
  let at = start;
  let i = 0;
  while (i < entities.length) {
    const entity = entities[i];
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    i += 1;
    if (to <= from) continue;
    if (from > at) nodes.push(between(text.slice(at, from), nodes, entity));
    const inner = [];
    while (i < entities.length && entities[i].offset < to) inner.push(entities[i++]);
    nodes.push(wrap(entity, text.slice(from, to), build(text, from, to, inner, act), act));
    at = to;
  }
  if (at < end) nodes.push(between(text.slice(at, end), nodes));
  return nodes;
}

// A quote is a block of its own: the line ends that set it off are not shown once more.
function between(words, before, next) {
  const afterQuote = before.at(-1)?.tagName === "BLOCKQUOTE" ? words.replace(/^\n/, "") : words;
  return next?.type.endsWith("blockquote") ? afterQuote.replace(/\n$/, "") : afterQuote;
}

function wrap(entity, plain, inside, act) {
  switch (entity.type) {
    case "text_link": return link(entity.url, inside, act);
    case "url": return link(plain, inside, act);
    case "bot_command": return pressable(inside, () => act.command?.(plain));
    case "mention": return pressable(inside, () => act.mention?.(plain));
    case "spoiler": return spoiler(inside);
    case "blockquote": return el("blockquote", {}, ...inside);
    case "expandable_blockquote": return expandable(inside);
    default: return el(TAGS[entity.type] ?? "span", {}, ...inside);
  }
}

function link(url, inside, act) {
  const safe = /^(https?|tg):/i.test(url) ? url : "#";
  const node = el("a", { href: safe, target: "_blank", rel: "noopener noreferrer" }, ...inside);
  node.addEventListener("click", (event) => {
    if (act.link?.(url)) event.preventDefault();
  });
  return node;
}

function pressable(inside, onclick) {
  return el("button", { type: "button", className: "link", onclick }, ...inside);
}

function spoiler(inside) {
  const node = el("span", {
    className: "spoiler", role: "button", tabindex: "0", "aria-expanded": "false", "aria-label": t("spoiler"),
  }, ...inside);
  const show = () => {
    node.classList.add("shown");
    node.setAttribute("aria-expanded", "true");
    node.removeAttribute("aria-label");
  };
  node.addEventListener("click", show);
  node.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") show(); });
  return node;
}

function expandable(inside) {
  const words = el("span", { className: "words" }, ...inside);
  const toggle = el("button", { type: "button", className: "expand", "aria-expanded": "false", "aria-label": t("expand") }, "⌄");
  const node = el("blockquote", { className: "expandable" }, words, toggle);
  const flip = () => {
    const open = node.classList.toggle("open");
    toggle.setAttribute("aria-expanded", String(open));
  };
  toggle.addEventListener("click", (event) => { event.stopPropagation(); flip(); });
  node.addEventListener("click", () => { if (!String(getSelection())) flip(); });
  return node;
}
