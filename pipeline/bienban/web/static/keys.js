// The keyboard: moving through record and text. Single letters act only while the focus is in one of the two.
import { refsOf, reveal } from "./light.js";
import { boundary, select, wordsOf } from "./offsets.js";

const LINES = ".row, .fact, .alerts li, .remark";
const shown = (element) => element.getClientRects().length > 0;

/** One stop of the Tab key for each part of the record; arrows move within. */
export function rove(record) {
  const groups = [...record.querySelectorAll(".part")];
  for (const group of groups) {
    const links = [...group.querySelectorAll("a.v")];
    links.forEach((link, index) => { link.tabIndex = index ? -1 : 0; });
    for (const button of group.querySelectorAll(".row .icon")) button.tabIndex = -1;
  }
  record.addEventListener("focusin", (event) => {
    const group = event.target.closest(".part");
    if (!group || !event.target.matches("a.v")) return;
    for (const link of group.querySelectorAll('a.v[tabindex="0"]')) link.tabIndex = -1;
    event.target.tabIndex = 0;
    for (const button of group.querySelectorAll('.row .icon[tabindex="0"]')) button.tabIndex = -1;
    for (const button of event.target.closest(".row")?.querySelectorAll(".icon") || []) button.tabIndex = 0;
  });
}

/** The next value up, down, left or right of the focused one. */
export function step(record, from, key) {
  const line = from.closest(LINES);
  if (!line) return record.querySelector("a.v");
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const links = [...line.querySelectorAll("a.v")];
    return links[links.indexOf(from) + (key === "ArrowRight" ? 1 : -1)] || null;
  }
  const lines = [...record.querySelectorAll(LINES)].filter((each) => shown(each) && each.querySelector("a.v"));
  const next = lines[lines.indexOf(line) + (key === "ArrowDown" ? 1 : -1)];
  if (!next) return null;
  const field = from.closest("[data-field]")?.dataset.field;
  const same = field && next.querySelector(`[data-field="${field}"] a.v`);
  return same || next.querySelector("a.v");
}

/** The next or previous place that is not certain, going round. */
export function nextDoubt(record, from, back) {
  const doubts = [...record.querySelectorAll(".row.doubtful .main a.v, .fact a.v.doubtful, .alerts a.v")].filter(shown);
  if (!doubts.length) return null;
  const after = (each) => from.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING;
  const before = (each) => from.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_PRECEDING;
  const inside = from.closest("a.v");
  if (!inside) return back ? doubts.at(-1) : doubts[0];
  return (back ? doubts.filter(before).at(-1) || doubts.at(-1) : doubts.find(after) || doubts[0]);
}

/** A cursor that walks through the text by words. */
export class WordCursor {
  constructor(root, text, pane) {
    this.root = root;
    this.pane = pane;
    this.words = wordsOf(text);
    this.at = 0;
    this.anchor = 0;
    this.extended = false;
  }

  /** Stand on the word at a code point. */
  stand(point, quiet = false) {
    const found = this.words.findIndex((word) => word.end > point);
    this.at = this.anchor = found < 0 ? this.words.length - 1 : found;
    this.extended = false;
    if (!quiet) this.show();
  }

  get range() {
    const [low, high] = [Math.min(this.at, this.anchor), Math.max(this.at, this.anchor)];
    return this.words.length ? { start: this.words[low].start, end: this.words[high].end } : null;
  }

  /** The segment under the cursor. */
  get segment() {
    const word = this.words[this.at];
    return word ? boundary(this.root, word.start)?.segment : null;
  }

  show() {
    const range = this.range;
    if (!range) return;
    select(this.root, range.start, range.end);
    reveal(this.segment, this.pane);
  }

  move(key, extend) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    const next = step ? this.at + step : this.vertical(key === "ArrowDown" ? 1 : -1);
    this.at = Math.max(0, Math.min(this.words.length - 1, next));
    if (extend) this.extended = true; else { this.anchor = this.at; this.extended = false; }
    this.show();
  }

  rect(index) {
    const word = this.words[index], from = boundary(this.root, word.start);
    const range = document.createRange();
    range.setStart(from.node, from.offset);
    range.setEnd(from.node, Math.min(from.node.length, from.offset + 1));
    return range.getBoundingClientRect();
  }

  /** The word nearest below or above. */
  vertical(step) {
    const here = this.rect(this.at);
    let row = null, best = this.at, distance = Infinity;
    for (let index = this.at + step; index >= 0 && index < this.words.length; index += step) {
      const rect = this.rect(index);
      if (Math.abs(rect.top - here.top) < here.height / 2) continue;
      row ??= rect.top;
      if (Math.abs(rect.top - row) > here.height / 2) break;
      if (Math.abs(rect.left - here.left) < distance) { distance = Math.abs(rect.left - here.left); best = index; }
    }
    return best;
  }
}

/** The value of the record that a segment of the text leads to. */
export function valueOf(record, segment) {
  for (const ref of refsOf(segment)) {
    const link = record.querySelector(`a.v[data-ref="${CSS.escape(ref)}"]`) || record.querySelector(`a.v[data-ref="${CSS.escape(ref.split(".")[0])}"]`);
    if (link && shown(link)) return link;
  }
  return null;
}
