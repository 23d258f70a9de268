// The page at work: a text in, its record beside it, corrections with a way back, files out.
import { ready, say, sendForm, sendJson } from "./api.js";
import { $, announce, body, complain, display, focusItem, here, history, narrow, now, record, show, showTab, toPart, turnTo, wire } from "./desk.js";
import * as dialogs from "./dialogs.js";
import { readText, receive } from "./incoming.js";
import { nextDoubt, step, valueOf } from "./keys.js";
import { clear, light, reveal } from "./light.js";
import { selected } from "./offsets.js";
import { copySummary, download } from "./taking.js";

// ---- reading a text -----------------------------------------------------------------------------------------------

/** Do what takes time: it is said after a moment; a later work takes the place of this one, unless it was let go before. */
async function busily(action) {
  here.running?.abort();
  const running = here.running = new AbortController();
  const begun = performance.now();
  const ticking = setInterval(() => {
    $("busy").hidden = false;
    const seconds = Math.round((performance.now() - begun) / 1000);
    $("busy-text").textContent = seconds ? say("working", { seconds }) : say("working_now");
  }, 400);
  $("alert").replaceChildren();
  try {
    await action(running.signal, begun);
  } catch (error) {
    if (error.name !== "AbortError") complain(error);
  } finally {
    clearInterval(ticking);
    if (here.running === running) $("busy").hidden = true;
  }
}

async function read(fields) {
  if (!mayLeave()) return;
  await busily(async (signal, begun) => {
    const answer = await (await sendForm("/view", fields, signal)).json();
    history.entries = [{ record: answer.record, changes: [], work: answer.work }];
    history.at = 0;
    here.unsaved = false;
    here.item = "";
    show(now());
    document.title = answer.title;
    record().scrollTop = 0;
    scrollTo(0, 0);
    record().focus({ preventScroll: true });
    announce(say("ready", { summary: answer.summary }));
    requestAnimationFrame(() => performance.measure("paste-to-record", { start: begun }));
  });
}

const mayLeave = () => !here.unsaved || confirm(say("unsaved"));

function startAnew() {
  if (!mayLeave()) return;
  here.unsaved = false;
  history.entries = [];
  history.at = -1;
  $("work").replaceChildren();
  $("alert").replaceChildren();
  turnTo("empty");
  $("input").value = "";
  $("input").focus();
  scrollTo(0, 0);
}

// ---- correcting ---------------------------------------------------------------------------------------------------

async function correct(operation, message) {
  const { record: present, changes } = now();
  const answer = await (await sendJson("/correct", { record: present, changes, operation })).json();
  history.entries.length = history.at + 1;
  history.entries.push({ record: answer.record, changes: answer.changes, work: answer.work });
  history.at += 1;
  here.unsaved = true;
  show(now(), answer.id);
  announce(message);
}

async function attempt(action) {
  try { $("alert").replaceChildren(); await action(); } catch (error) { complain(error); }
}

function turn(by, message) {
  const next = history.at + by;
  if (!history.entries[next]) return announce(say("nothing_undo"));
  history.at = next;
  show(now(), here.item);
  return announce(message);
}

const nameOf = (id) => record().querySelector(`[id="${CSS.escape(id)}"] .tag`)?.textContent || id;

function editItem(id, field = "") {
  return attempt(() => dialogs.edit(now().record, id, field, ({ values, remove }) => correct({ op: "edit", id, values, remove }, say("saved")), () => focusItem(here.item)));
}

function deleteItem(id) {
  const row = document.getElementById(id), after = row?.nextElementSibling || row?.previousElementSibling;
  return attempt(async () => {
    await correct({ op: "delete", id }, say("deleted", { what: nameOf(id) }));
    const next = after && document.getElementById(after.id);
    (next?.querySelector("a.v") || record()).focus();
  });
}

const confirmItem = (id) => attempt(() => correct({ op: "confirm", id }, say("confirmed", { what: nameOf(id) })));

/** Wait for words of the text that go to a field. */
function startPick(ref, label) {
  dialogs.close();
  here.pick = { ref, label };
  $("pick").textContent = say("pick", { field: label });
  $("pick").hidden = false;
  if (narrow()) showTab("text");
  $("text").focus();
  placeTagger();
}

function endPick() {
  here.pick = null;
  $("pick").hidden = true;
}

async function useWords() {
  const words = here.words || selected($("text")) || (document.activeElement === $("text") ? here.cursor.range : null);
  if (!words) return announce(say("select_first"));
  const said = Array.from(now().record.text).slice(words.start, words.end).join("");
  const pick = here.pick;
  const choice = pick ? { ref: pick.ref } : await dialogs.chooseTag(said, here.item);
  endPick();
  $("tagger").hidden = true;
  if (!choice) return $("text").focus();
  const place = { start: words.start, end: words.end };
  const operation = choice.list ? { op: "add", list: choice.list, ...place } : choice.ref.includes(".") ? { op: "mark", ref: choice.ref, ...place } : { op: "move", id: choice.ref, ...place };
  return attempt(async () => {
    if (narrow()) showTab("record");
    await correct(operation, say("saved"));
  });
}

/** The button beside selected words; at the edge where they were scrolled out of sight. */
function placeTagger() {
  if (body.classList.contains("empty") || dialogs.isOpen() || !$("text")) return;
  here.words = selected($("text"));
  const button = $("tagger");
  if (!here.words) { button.hidden = true; return; }
  const rect = getSelection().getRangeAt(0).getBoundingClientRect();
  button.textContent = here.pick ? here.pick.label : say("new_item") && button.dataset.label;
  button.hidden = false;
  const inside = (value, room) => `${Math.max(8, Math.min(value, room - 8))}px`;
  button.style.left = inside(rect.left, innerWidth - button.offsetWidth);
  button.style.top = inside(rect.bottom + 6, innerHeight - button.offsetHeight);
}

// ---- taking away --------------------------------------------------------------------------------------------------

function takeAway(form, address) {
  return busily(async () => {
    const fields = { record: JSON.stringify(now().record), header: form.elements.header.value };
    announce(say("taken", { name: await download(address, fields) }));
    here.unsaved = false;
  });
}

/** Language and theme ask for the page anew; where the server is gone, that would lose the record. */
async function reshow(form, submitter) {
  await ready();
  form.elements.record.value = JSON.stringify(now().record);
  form.elements.changes.value = JSON.stringify(now().changes);
  here.unsaved = false;
  const chosen = Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value });
  form.append(chosen);
  form.submit();
}

function setTheme(name) {
  if (name === "auto") delete document.documentElement.dataset.theme; else document.documentElement.dataset.theme = name;
  document.cookie = `theme=${name}; path=/; max-age=31536000; SameSite=Strict`;
  for (const button of document.querySelectorAll('[data-do="theme"]')) button.setAttribute("aria-pressed", String(button.value === name));
}

function toggleFilter() {
  const pane = record(), button = pane.querySelector('[data-do="filter"]');
  if (!button) return announce(say("no_doubt"));
  const on = pane.classList.toggle("only-doubtful");
  button.setAttribute("aria-pressed", String(on));
  return announce(on ? say("filter_on", { count: pane.querySelectorAll(".row.doubtful, .fact a.doubtful").length }) : say("filter_off"));
}

/** Go to the words of a value. */
function toText(link) {
  if (narrow()) showTab("text");
  const [first] = light(document, link.dataset.ref);
  reveal(first, $("text-pane"), true);
  here.value = link;
  if (first) { here.cursor.stand(Number(first.dataset.s), true); $("text").focus({ preventScroll: true }); getSelection().removeAllRanges(); }
}

function toRecord(segment) {
  const link = segment && valueOf(record(), segment);
  if (!link) return false;
  if (narrow()) showTab("record");
  link.focus({ preventScroll: true });
  reveal(link, record());
  here.item = link.dataset.ref.split(".")[0];
  return true;
}

// ---- events -------------------------------------------------------------------------------------------------------

const ACTIONS = {
  edit: (button) => editItem(button.dataset.id),
  delete: (button) => deleteItem(button.dataset.id),
  confirm: (button) => confirmItem(button.dataset.id),
  filter: toggleFilter,
  undo: () => turn(-1, say("undone")),
  redo: () => turn(1, say("redone")),
  copy: () => attempt(async () => announce(await copySummary(now().record, dialogs.showPlain))),
  forget: () => $("alert").replaceChildren(),
  resume: () => { turnTo("filled"); record().focus(); },
  print: () => print(),
  help: () => dialogs.help(),
  gold: () => dialogs.gold(now().record, () => { here.unsaved = false; }),
  tab: (button) => showTab(button.dataset.tab),
  theme: (button) => setTheme(button.value),
  new: () => startAnew(),
  tag: () => useWords(),
  pick: async (button) => {
    const form = $("form"), { values, remove } = dialogs.changesOf(form);
    if (Object.keys(values).length || remove.length) await attempt(() => correct({ op: "edit", id: form.dataset.id, values, remove }, say("saved")));
    startPick(button.dataset.pick, button.dataset.label);
  },
};

/** What is closed cannot keep the focus: it goes back to what opened it. */
function closeMenu(menu) {
  menu?.removeAttribute("open");
  menu?.querySelector("summary").focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button && ACTIONS[button.dataset.do]) {
    event.preventDefault();
    closeMenu(button.closest("details"));
    ACTIONS[button.dataset.do](button);
    return;
  }
  const tile = event.target.closest("a.tile");
  if (tile) { event.preventDefault(); toPart(tile.hash.slice(1)); return; }
  const link = event.target.closest("a.v");
  if (link && record()?.contains(link)) { event.preventDefault(); here.item = link.dataset.ref.split(".")[0]; link.focus({ preventScroll: true }); toText(link); return; }
  const row = event.target.closest(".row");
  if (row) here.item = row.id;
  const segment = event.target.closest("[data-s]");
  if (segment && getSelection().isCollapsed) { here.cursor.stand(Number(segment.dataset.s), true); if (narrow() || event.detail === 2) toRecord(segment); }
  if (!event.target.closest("details.menu")) document.querySelector("details.menu[open]")?.removeAttribute("open");
});

document.addEventListener("dblclick", (event) => {
  const cell = event.target.closest("#record [data-field]");
  if (!cell) return;
  const id = cell.closest(".row")?.id || "M";
  const field = cell.dataset.field;
  editItem(field === "document" ? "D0" : id, field);
});

document.addEventListener("selectionchange", () => { if (document.activeElement !== $("text") || !here.cursor?.extended) placeTagger(); });
for (const moved of ["scroll", "resize"]) addEventListener(moved, () => { if (!$("tagger").hidden) placeTagger(); }, true);
$("tagger").dataset.label = $("tagger").textContent;
$("tagger").addEventListener("pointerdown", (event) => event.preventDefault());

function inRecord(event, link) {
  const id = link?.dataset.ref.split(".")[0] || here.item, row = link?.closest(".row, .fact");
  const own = row?.classList.contains("fact") ? (link.dataset.ref.startsWith("D0") ? "D0" : "M") : row?.id || id;
  if (event.key.startsWith("Arrow")) {
    const next = link ? step(record(), link, event.key) : record().querySelector("a.v");
    if (next) { next.focus({ preventScroll: true }); reveal(next, record()); }
    return true;
  }
  if (!link) return false;
  here.item = own;
  if (event.key === "Enter") { toText(link); return true; }
  if (event.key === "e" || event.key === "E") { editItem(own, link.closest("[data-field]")?.dataset.field); return true; }
  if (event.key === "Delete" && own !== "M") { deleteItem(link.dataset.ref[0] === "W" ? link.dataset.ref : own); return true; }
  if ((event.key === "c" || event.key === "C") && row?.classList.contains("row")) { confirmItem(own); return true; }
  return false;
}

function inText(event) {
  if (event.key.startsWith("Arrow")) { here.cursor.move(event.key, event.shiftKey); if (here.cursor.segment?.dataset.refs) light(document, here.cursor.segment.dataset.refs.split(" ").at(-1)); placeTagger(); return true; }
  if (event.key === "Enter") {
    if (here.pick || here.cursor.extended || selected($("text")) && !sameAsCursor()) useWords();
    else if (!toRecord(here.cursor.segment)) useWords();
    return true;
  }
  if (event.key === "a" || event.key === "A") { useWords(); return true; }
  if (event.key === "Escape") {
    getSelection().removeAllRanges();
    (here.value?.isConnected ? here.value : record()).focus();
    if (narrow()) showTab("record");
    return true;
  }
  return false;
}

function sameAsCursor() {
  const words = selected($("text")), own = here.cursor.range;
  return Boolean(words && own && words.start === own.start && words.end === own.end);
}

function everywhere(event) {
  const from = document.activeElement || body;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === "n" || key === "p") { const next = nextDoubt(record(), from, key === "p"); if (next) { next.focus({ preventScroll: true }); reveal(next, record()); } else announce(say("no_doubt")); return true; }
  if (key === "f") { toggleFilter(); return true; }
  if (key === "t") { if (narrow()) showTab("text"); $("text").focus(); return true; }
  if (key === "r") { if (narrow()) showTab("record"); (here.value?.isConnected ? here.value : record().querySelector("a.v") || record()).focus(); return true; }
  if (key === "?") { dialogs.help(); return true; }
  return false;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && here.pick) { endPick(); event.preventDefault(); return; }
  if (dialogs.isOpen()) return;
  const typing = event.target.closest?.("input, textarea, select, summary, .menu-body");
  if (event.target === $("input") && event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); readText($("input").value, { read, complain }); return; }
  if (event.key === "Escape") closeMenu(document.querySelector("details.menu[open]"));
  if (typing || history.at < 0) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") { event.preventDefault(); if (event.shiftKey) turn(1, say("redone")); else turn(-1, say("undone")); return; }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const active = document.activeElement, text = $("text"), pane = record();
  const link = active?.closest?.("#record a.v");
  if (event.target.closest?.("button") && (event.key === "Enter" || event.key === " ")) return;
  const done = active === text ? inText(event) : pane.contains(active) ? inRecord(event, link) : false;
  if (done || ((active === text || pane.contains(active)) && everywhere(event))) event.preventDefault();
});

receive({ read, complain });
$("export").addEventListener("submit", (event) => {
  event.preventDefault();
  closeMenu(event.target.closest("details"));
  takeAway(event.target, event.submitter.getAttribute("formaction"));
});
$("prefs").addEventListener("submit", (event) => {
  if (history.at < 0) return;
  event.preventDefault();
  attempt(() => reshow(event.target, event.submitter));
});
addEventListener("popstate", (event) => display(history.at >= 0 && (event.state?.view === "filled" || location.hash) ? "filled" : "empty"));
addEventListener("beforeunload", (event) => { if (here.unsaved) event.preventDefault(); });
document.addEventListener("focusin", (event) => {
  const link = event.target.closest?.("#record a.v");
  if (link) { here.value = link; here.item = link.closest(".row")?.id || link.dataset.ref.split(".")[0]; }
});
document.querySelector(".skip").addEventListener("click", (event) => { event.preventDefault(); (record() || $("input")).focus(); });
document.addEventListener("pointerleave", () => clear(document));

const given = JSON.parse($("state").textContent);
if (given) {
  history.entries = [{ ...given, work: $("work").innerHTML }];
  history.at = 0;
  here.unsaved = given.changes.length > 0;
  wire();
} else $("input").focus();
