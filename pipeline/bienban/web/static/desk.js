// The desk: what the user is at, and what of it is shown.
import { Refused, say } from "./api.js";
import { WordCursor, rove } from "./keys.js";
import { connect, reveal } from "./light.js";

export const $ = (id) => document.getElementById(id);
export const body = document.body;
/** History of the record: entries {record, changes, work}; `at` is the one shown. */
export const history = { entries: [], at: -1 };
/** What the user is at: the current item, the last value, selected words, a field that waits for words, the word cursor. */
export const here = { item: "", value: null, words: null, pick: null, cursor: null, running: null, unsaved: false };

export const now = () => history.entries[history.at];
export const record = () => $("record");

export function announce(text) {
  $("status").textContent = "";
  requestAnimationFrame(() => { $("status").textContent = text; });
}

/** Tell what went wrong and what can be done; it stays until it is closed or something else is done. */
export function complain(error) {
  const said = document.createElement("p");
  said.textContent = error instanceof Refused ? error.message : say("failed", { message: error.message });
  const close = Object.assign(document.createElement("button"), { type: "button", className: "icon", textContent: "✕", ariaLabel: say("close") });
  close.dataset.do = "forget";
  const lines = error.hint ? [said, Object.assign(document.createElement("p"), { textContent: error.hint })] : [said];
  $("alert").replaceChildren(...lines, close);
}

export function show(entry, focus = "") {
  const scrolls = ["text-pane", "record"].map((id) => $(id)?.scrollTop || 0);
  const tab = document.querySelector(".panes")?.dataset.shown;
  $("work").innerHTML = entry.work;
  wire();
  if (tab) showTab(tab);
  $("text-pane").scrollTop = scrolls[0];
  $("record").scrollTop = scrolls[1];
  for (const [name, on] of [["undo", history.at > 0], ["redo", history.at < history.entries.length - 1]]) document.querySelector(`[data-do="${name}"]`).disabled = !on;
  if (focus) focusItem(focus);
}

export function wire() {
  turnTo("filled");
  const pane = record();
  connect(document, $("text-pane"), pane);
  rove(pane);
  here.cursor = new WordCursor($("text"), now().record.text, $("text-pane"));
  here.words = null;
  $("tagger").hidden = true;
}

/** Show the record or the form for a text. The browser's own way back leads from one to the other, and loses nothing. */
export function turnTo(view) {
  const state = { view };
  if (view === "filled" && body.classList.contains("empty")) window.history.pushState(state, "");
  else window.history.replaceState(state, "", view === "empty" ? "/" : undefined);
  display(view);
}

export function display(view) {
  body.classList.toggle("filled", view === "filled");
  body.classList.toggle("empty", view !== "filled");
  document.querySelector('[data-do="resume"]').hidden = history.at < 0;
}

export function focusItem(id) {
  const link = record().querySelector(`[id="${CSS.escape(id)}"] a.v, a.v[data-ref="${CSS.escape(id)}"]`) || (id === "M" && record().querySelector("#s-meeting a.v"));
  here.item = id;
  if (link) { link.focus({ preventScroll: true }); reveal(link, record()); }
}

/** A part of the record, without a step in the browser's way back. */
export function toPart(id) {
  const part = $(id);
  part.tabIndex = -1;
  part.focus({ preventScroll: true });
  part.scrollIntoView({ block: "start" });
}

export function showTab(name) {
  document.querySelector(".panes").dataset.shown = name;
  for (const tab of document.querySelectorAll("[data-tab]")) tab.setAttribute("aria-pressed", String(tab.dataset.tab === name));
  // Where only the text is shown, its heading is the page's first.
  const alone = name === "text" && document.getElementById("record-title")?.offsetParent === null;
  document.getElementById("h-text")?.setAttribute("aria-level", alone ? "1" : "2");
}

export const narrow = () => matchMedia("(max-width: 820px)").matches;
