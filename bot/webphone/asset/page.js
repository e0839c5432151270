// The page keeps each phone's talk in localStorage, posts a message again until it is
// answered, and shows a message id once, so that a killed program loses nothing here.
const $ = (q, at = document) => at.querySelector(q);
const load = (k, d) => { try { return JSON.parse(localStorage.getItem(k)) ?? d; } catch { return d; } };
const save = (k, v) => localStorage.setItem(k, JSON.stringify(v));
const phones = new Map();
let queue = load("tumbuh.queue", []), here = load("tumbuh.here", ""), sending = false, now = new Date(), note = "";

const day = new Intl.DateTimeFormat("id-ID", { timeZone: "Asia/Jakarta", weekday: "long", day: "numeric", month: "long", year: "numeric" });
const hour = new Intl.DateTimeFormat("id-ID", { timeZone: "Asia/Jakarta", hour: "2-digit", minute: "2-digit" });
const newID = () => "w" + crypto.getRandomValues(new Uint32Array(3)).join("-");

async function start() {
  const s = await retry(() => fetch("mulai").then(r => { if (!r.ok) throw new Error(r.status); return r.json(); }));
  now = new Date(s.now);
  $("#note").textContent = note = s.note || "";
  $("#clock").hidden = !s.clock;
  showClock(false);
  const closed = load("tumbuh.closed", []);
  for (const p of s.phones) if (!closed.includes(p.id)) addPhone(p.id, p.label);
  for (const p of load("tumbuh.extra", [])) addPhone(p.id, p.label);
  const add = document.createElement("button");
  add.textContent = "+ telepon baru";
  add.onclick = () => {
    const n = load("tumbuh.count", 1), p = { id: "baru-" + n, label: "Ibu baru " + (n + 1) };
    save("tumbuh.count", n + 1);
    save("tumbuh.extra", [...load("tumbuh.extra", []), p]);
    addPhone(p.id, p.label);
    focusPhone(p.id);
  };
  $("#tabs").append(add);
  focusPhone(phones.has(here) ? here : [...phones.keys()][0], false);
  listen();
  push();
}

async function retry(job) {
  for (let wait = 200; ; wait = Math.min(2 * wait, 3000)) {
    try { return await job(); } catch { await new Promise(ok => setTimeout(ok, wait)); }
  }
}

function addPhone(id, label) {
  const el = $("#phone").content.firstElementChild.cloneNode(true), tab = document.createElement("button");
  el.dataset.phone = id;
  $(".label", el).textContent = label;
  $(".avatar", el).textContent = label.split(" ").map(w => w[0]).slice(0, 2).join("").toUpperCase();
  tab.textContent = label;
  tab.setAttribute("role", "tab");
  tab.onclick = () => focusPhone(id);
  const before = [...$("#tabs").children].find(b => b.textContent.startsWith("+"));
  before ? before.before(tab) : $("#tabs").append(tab);
  $("#phones").append(el);
  const p = { id, el, tab, talk: load("tumbuh.talk." + id, []), seen: new Set() };
  phones.set(id, p);
  for (const m of p.talk) { p.seen.add(m.id); draw(p, m); }
  el.addEventListener("focusin", () => mark(id));
  $(".close", el).onclick = () => closePhone(p);
  const box = $("textarea", el), form = $("form", el);
  box.onkeydown = e => { if (e.key === "Enter" && !e.shiftKey) { e.preventDefault(); form.requestSubmit(); } };
  box.oninput = () => { box.style.height = "auto"; box.style.height = box.scrollHeight + "px"; };
  form.onsubmit = e => { e.preventDefault(); const text = box.value.trim(); if (text) { box.value = ""; box.oninput(); send(p, { kind: "text", text }); } };
  for (const b of el.querySelectorAll(".extra")) b.onclick = () => send(p, { kind: b.dataset.kind }, b.dataset.kind === "voice" ? "🎤 (pesan suara)" : "(stiker)");
}

function closePhone(p) {
  if (p.id.startsWith("baru-")) save("tumbuh.extra", load("tumbuh.extra", []).filter(x => x.id !== p.id));
  else save("tumbuh.closed", [...load("tumbuh.closed", []), p.id]);
  p.el.remove(); p.tab.remove(); phones.delete(p.id);
  if (phones.size === 0) { save("tumbuh.closed", []); location.reload(); }
}

function mark(id) {
  here = id; save("tumbuh.here", id);
  for (const p of phones.values()) { p.el.classList.toggle("here", p.id === id); p.tab.setAttribute("aria-selected", p.id === id); }
  phones.get(id)?.tab.classList.remove("new");
}

function focusPhone(id, focus = true) {
  const p = phones.get(id);
  if (!p) return;
  mark(id);
  p.el.scrollIntoView({ inline: "nearest" });
  if (focus) $("textarea", p.el).focus();
}

function put(p, m) {
  if (p.seen.has(m.id)) return;
  p.seen.add(m.id);
  p.talk.push(m);
  if (p.talk.length > 400) p.talk.splice(0, p.talk.length - 400);
  save("tumbuh.talk." + p.id, p.talk);
  draw(p, m);
}

function draw(p, m) {
  const talk = $(".talk", p.el), at = new Date(m.at), label = day.format(at);
  if (p.lastDay !== label) { p.lastDay = label; const d = document.createElement("li"); d.className = "day"; d.textContent = label; talk.append(d); }
  const li = document.createElement("li");
  li.dataset.id = m.id;
  if (m.mine) li.classList.add("mine");
  if (m.waiting) li.classList.add("waiting");
  li.append(...rich(m.text || ""));
  if (m.file) { const a = document.createElement(m.picture ? "img" : "a"); m.picture ? (a.src = "berkas/" + m.file, a.alt = m.fileName) : (a.href = "berkas/" + m.file, a.textContent = "📄 " + m.fileName); li.append(a); }
  if (m.choices?.length || m.contact) {
    const box = document.createElement("div"); box.className = "choices";
    for (const c of m.choices || []) {
      const b = document.createElement("button"); b.textContent = c.label; b.dataset.choice = c.id;
      b.onclick = () => { for (const o of box.children) o.classList.remove("chosen"); b.classList.add("chosen"); send(p, { kind: "button", question: m.question, choice: c.id }, c.label); };
      box.append(b);
    }
    if (m.contact) { const b = document.createElement("button"); b.textContent = "📱 " + m.contact; b.onclick = () => send(p, { kind: "contact", number: "6281234567890" }, "📱 0812-3456-7890"); box.append(b); }
    li.append(box);
  }
  const t = document.createElement("time"); t.textContent = hour.format(at); li.append(t);
  const low = talk.scrollHeight - talk.scrollTop - talk.clientHeight < 120;
  talk.append(li);
  if (low || m.mine) talk.scrollTop = talk.scrollHeight;
  if (!m.mine) { $(".typing", p.el).hidden = true; if (p.id !== here) p.tab.classList.add("new"); }
}

// rich turns *bold* into <strong>; everything else stays text.
function rich(text) {
  return text.split(/(\*[^*\n]+\*)/).map(part => {
    if (!/^\*[^*\n]+\*$/.test(part)) return document.createTextNode(part);
    const b = document.createElement("strong"); b.textContent = part.slice(1, -1); return b;
  });
}

function send(p, m, shown) {
  const id = newID();
  put(p, { id, mine: true, text: shown ?? m.text, at: now.toISOString(), waiting: true });
  queue.push({ phone: p.id, id, ...m });
  save("tumbuh.queue", queue);
  push();
}

// push posts what waits, in order, again and again until it is kept.
async function push() {
  if (sending) return;
  sending = true;
  while (queue.length) {
    const m = queue[0];
    const r = await retry(async () => {
      const r = await fetch("pesan", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(m) });
      if (r.status >= 500) throw new Error(r.status);
      return r;
    });
    queue.shift(); save("tumbuh.queue", queue);
    const p = phones.get(m.phone);
    if (p) {
      const kept = p.talk.find(x => x.id === m.id); if (kept) { kept.waiting = !r.ok; save("tumbuh.talk." + p.id, p.talk); }
      if (r.ok) $(`li[data-id="${m.id}"]`, p.el)?.classList.remove("waiting");
    }
  }
  sending = false;
}

function listen() {
  const s = new EventSource("aliran");
  s.onmessage = e => {
    const m = JSON.parse(e.data);
    if (m.kind === "jam") { now = new Date(m.at); showClock(m.busy); return; }
    const p = phones.get(m.phone);
    if (!p) return;
    if (m.kind === "ketik") { $(".typing", p.el).hidden = false; clearTimeout(p.timer); p.timer = setTimeout(() => $(".typing", p.el).hidden = true, 4000); return; }
    put(p, m);
  };
}

function showClock(busy) {
  $("#now").textContent = day.format(now) + " · " + hour.format(now);
  $("#walking").hidden = !busy;
  for (const b of document.querySelectorAll(".clock button")) b.disabled = busy;
}

async function move(m) {
  showClock(true);
  try {
    const r = await fetch("jam", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(m) });
    if (r.ok) now = new Date((await r.json()).now);
    const why = m.next ? "Belum ada pengingat yang ditunggu." : "Jam hanya bisa maju, paling jauh tiga tahun.";
    $("#note").textContent = r.status === 400 ? why : note;
  } catch { /* the line says when it is back */ }
  showClock(false);
}

for (const b of document.querySelectorAll(".clock button[data-by]")) b.onclick = () => move({ by: b.dataset.by });
$(".clock button[data-next]").onclick = () => move({ next: true });
$("#go").onclick = () => { if ($("#to").value) move({ to: $("#to").value }); };
$("#help").onclick = e => { const t = $("#tips"); t.hidden = !t.hidden; e.currentTarget.setAttribute("aria-expanded", !t.hidden); };
document.addEventListener("keydown", e => {
  if (!e.altKey) return;
  if (/^[1-9]$/.test(e.key)) { const id = [...phones.keys()][e.key - 1]; if (id) { e.preventDefault(); focusPhone(id); } }
  if (e.key.toLowerCase() === "h") { e.preventDefault(); move({ by: "1h" }); }
  if (e.key.toLowerCase() === "n") { e.preventDefault(); move({ next: true }); }
});
setInterval(() => { now = new Date(now.getTime() + 10000); showClock(!$("#walking").hidden); }, 10000);
start();
