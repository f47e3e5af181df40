// The control API of the playground, and small helpers for the DOM.

export const byId = (id) => document.getElementById(id);

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "className") node.className = value;
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

// What the server refuses is thrown with its words, and shown by whoever asked.
async function read(response) {
  const body = await response.json();
  if (!response.ok) throw new Error(body.description ?? response.statusText);
  return body;
}

export const get = async (path, params = {}, options = {}) =>
  read(await fetch(`/control/${path}?${new URLSearchParams(params)}`, options));

export const post = async (path, body) =>
  read(await fetch(`/control/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }));

export const remove = async (path, params = {}) =>
  read(await fetch(`/control/${path}?${new URLSearchParams(params)}`, { method: "DELETE" }));

export async function upload(files, params) {
  const form = new FormData();
  for (const file of files) form.append("file", file, file.name);
  return read(await fetch(`/control/uploads?${new URLSearchParams(params)}`, { method: "POST", body: form }));
}

let toastTimer;
export function toast(words) {
  const box = byId("toast");
  box.textContent = words;
  box.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { box.hidden = true; }, 3000);
}

export function alertBox(words) {
  const dialog = byId("alert");
  dialog.querySelector("p").textContent = words;
  if (!dialog.open) dialog.showModal();
}

export async function copyText(words, done) {
  await navigator.clipboard.writeText(words);
  toast(done);
}
