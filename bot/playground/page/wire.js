// The wire: updates to the bot and calls of the bot, newest first, each to be unfolded.

import { byId, el, get } from "./api.js";
import { t } from "./strings.js";

const MOST = 60;

export class Wire {
  constructor() {
    this.entries = [];
    this.last = 0;
    this.busy = false;
  }

  async show(newest) {
    this.newest = newest;
    if (this.busy) return;
    this.busy = true;
    try {
      while (this.last < this.newest) {
        const more = await get("journal", { after: this.last });
        this.last = more.at(-1)?.number ?? this.newest;
        this.entries.push(...more);
        for (const entry of more) byId("p-wire").prepend(line(entry));
        while (byId("p-wire").childElementCount > MOST) byId("p-wire").lastChild.remove();
        this.entries = this.entries.slice(-MOST);
      }
    } finally { this.busy = false; }
  }

  redraw() {
    byId("p-wire").replaceChildren(...this.entries.map(line).reverse());
  }
}

function line(entry) {
  const { update, call } = entry;
  const time = new Date(entry.at_s * 1000).toISOString().slice(14, 23);
  const kind = update ? Object.keys(update).find((name) => name !== "update_id") : call.method;
  const note = update ? "" : `${call.status} · ${call.elapsed_ms.toFixed(0)} ms`;
  const body = update ?? { parameters: call.parameters, answer: call.answer };
  return el("details", { className: `entry ${update ? "update" : "call"}${call && call.status !== 200 ? " refused" : ""}` },
    el("summary", {}, el("span", { className: "way", title: t(update ? "update" : "call") }, update ? "↓" : "↑"), el("b", {}, kind), el("span", {}, note), el("time", {}, time)),
    el("pre", {}, JSON.stringify(body, null, 1)));
}
