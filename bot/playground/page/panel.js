// The engineer's panel: how the last answer came about, faults to switch on, and the wire.

import { byId, el, get, post, remove, toast } from "./api.js";
import { t } from "./strings.js";
import { Wire } from "./wire.js";

const STAGES = { open: "open", understand: "understand", embed: "embed", search: "search", answer: "answerStage" };
const FAULTS = {
  fault429: { status: 429, retry_after: 3 }, fault502: { status: 502 },
  fault403: { status: 403, description: "Forbidden: bot was blocked by the user" },
  delay: { delay_s: 3 }, cut: { cut: true }, lost: {},
};

export class Panel {
  constructor() {
    this.answer = -1;
    this.faults = "";
    this.wire = new Wire();
    byId("methods-box").addEventListener("toggle", () => this.showMethods());
  }

  redraw() {
    this.answer = -1;
    this.faults = "";
    byId("p-methods").replaceChildren();
    this.wire.redraw();
  }

  async show(view) {
    this.showFaults(view.faults);
    this.wire.show(view.journal);
    if (view.answers === this.answer) return;
    this.answer = view.answers;
    const answer = view.answers ? await get("answer") : null;
    const empty = () => el("p", { className: "muted" }, t(view.watching ? "noAnswer" : "notWatched"));
    byId("p-answer").replaceChildren(answer ? verdict(answer) : empty());
    byId("p-hits").replaceChildren(answer?.hits.length ? hits(answer.hits) : "—");
    byId("p-article").replaceChildren(...(answer?.quotes.length ? answer.quotes.map(article) : ["—"]));
    byId("p-latency").replaceChildren(answer ? latency(answer) : "—");
    this.showQuotes();
  }

  // Bring the first quote of each article into view; to be repeated when the panel unfolds.
  showQuotes() {
    for (const mark of byId("p-article").querySelectorAll("mark:first-of-type")) {
      mark.parentElement.scrollTop = mark.offsetTop - mark.parentElement.offsetTop - 40;
    }
  }

  showFaults(faults) {
    const key = JSON.stringify(faults);
    if (key === this.faults) return;
    this.faults = key;
    const form = el("form", { className: "fault" },
      el("input", { name: "method", list: "methods", value: "sendMessage", "aria-label": t("method") }),
      el("datalist", { id: "methods" }, ...["sendMessage", "editMessageText", "answerCallbackQuery", "getUpdates", "*"].map((m) => el("option", { value: m }))),
      el("select", { name: "kind", "aria-label": t("faults") }, ...Object.keys(FAULTS).map((kind) => el("option", { value: kind }, t(kind)))),
      el("select", { name: "times", "aria-label": t("once") }, el("option", { value: "1" }, t("once")), el("option", { value: "0" }, t("until"))),
      el("button", { type: "submit" }, t("switchOn")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      post("faults", { method: form.method_().value, times: Number(form.times.value), ...FAULTS[form.kind.value] }).catch((e) => toast(e.message));
    });
    form.method_ = () => form.elements.namedItem("method"); // `form.method` is the HTTP method
    const list = faults.map((fault) => el("li", {}, `${fault.method} · ${described(fault)}`,
      el("button", { type: "button", onclick: () => remove("faults", { id: fault.id }) }, t("switchOff"))));
    byId("p-faults").replaceChildren(form, list.length ? el("ul", { className: "fault-list" }, ...list) : el("p", { className: "muted" }, t("noFaults")));
    byId("faults-box").classList.toggle("on", list.length > 0);
  }

  async showMethods() {
    const box = byId("p-methods");
    if (!byId("methods-box").open || box.childElementCount) return;
    const { modelled, not_modelled: others } = await get("methods");
    box.replaceChildren(
      el("p", {}, el("strong", {}, `${t("modelled")} (${Object.keys(modelled).length}) `), ...Object.entries(modelled).map(([name, parameters]) => el("code", { title: parameters.join(", ") }, name))),
      el("p", { className: "muted" }, el("strong", {}, `${t("notModelled")} (${others.length}) `), others.join(", ")));
  }
}

function described(fault) {
  const kind = fault.status ?? (fault.cut ? t("cut") : fault.delay_s ? `${fault.delay_s} s` : t("lost"));
  return `${kind} · ${fault.times ? `×${fault.times}` : t("until")}`;
}

function verdict(answer) {
  const sure = Math.round(answer.confidence * 100);
  const bar = el("div", { className: "meter", role: "meter", "aria-label": t("confidence"), "aria-valuenow": sure, "aria-valuemin": 0, "aria-valuemax": 100 },
    el("span", { className: "fill" }), el("span", { className: "limit", title: `${t("threshold")} ${answer.threshold}` }));
  bar.querySelector(".fill").style.width = `${sure}%`;
  bar.querySelector(".limit").style.left = `${answer.threshold * 100}%`;
  const signals = Object.entries(answer.signals).map(([name, value]) =>
    el("div", {}, el("dt", {}, t(name === "similarity" ? "similaritySignal" : name)), el("dd", {}, value.toFixed(3))));
  return el("div", { className: "verdict" },
    el("p", { className: "question" }, answer.question),
    el("p", {}, el("span", { className: `badge ${answer.status}` }, t(answer.status)), ` ${t("confidence")} `, el("b", {}, answer.confidence.toFixed(2)), ` · ${t("threshold")} ${answer.threshold} · ${t("generation")} ${answer.generation}`),
    bar,
    el("dl", {}, ...signals),
    answer.reason ? el("p", { className: "muted" }, `${t("reason")}: ${answer.reason}`) : null,
    answer.searched !== answer.question ? el("p", { className: "muted" }, `${t("searched")}: ${answer.searched}`) : null,
    el("p", { className: "terms" }, ...answer.terms.map((term) => el("code", {}, term))));
}

function hits(list) {
  const head = ["rank", "lexical", "dense", "similarity", "score", "headline"].map((name) => el("th", { scope: "col" }, t(name)));
  return el("div", { className: "wide" }, el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...list.map((hit) => el("tr", {},
    el("td", {}, String(hit.rank)), el("td", {}, hit.lexical_rank ?? "–"), el("td", {}, hit.dense_rank ?? "–"),
    el("td", {}, hit.similarity.toFixed(3)), el("td", {}, hit.score.toFixed(3)),
    el("td", { className: "what" }, el("details", {}, el("summary", {}, hit.headline || hit.source), el("p", {}, hit.text))))))));
}

function article({ headline, text, spans }) {
  const points = [...text];
  const nodes = [];
  let at = 0;
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    nodes.push(points.slice(at, start).join(""), el("mark", {}, points.slice(start, end).join("")));
    at = end;
  }
  nodes.push(points.slice(at).join(""));
  return el("section", {}, el("h3", {}, headline), el("div", { className: "article", tabindex: "0" }, ...nodes));
}

function latency(answer) {
  const total = answer.stages.reduce((sum, stage) => sum + stage.elapsed_ms, 0) || 1;
  const rows = answer.stages.map((stage) => {
    const row = el("div", { className: "stage" }, el("span", {}, t(STAGES[stage.name] ?? stage.name)), el("span", { className: "bar" }, el("i", {})), el("b", {}, `${stage.elapsed_ms.toFixed(1)} ms`));
    row.querySelector("i").style.width = `${Math.max(1, stage.elapsed_ms / total * 100)}%`;
    return row;
  });
  return el("div", {}, ...rows, el("div", { className: "stage total" }, el("span", {}, t("total")), el("span", {}), el("b", {}, `${answer.elapsed_ms.toFixed(1)} ms`)));
}
