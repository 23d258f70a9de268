// Places in the text. The server counts code points, the browser UTF-16 units: every segment says at which code point
// it begins (data-s), and only the few letters within it are ever counted.

const points = (string) => { let n = 0; for (const _ of string) n += 1; return n; };

/** UTF-16 length of the first `count` code points of a string. */
export function unitsOf(string, count) {
  let units = 0;
  for (const char of string) { if (count-- <= 0) break; units += char.length; }
  return units;
}

const startOf = (segment) => Number(segment.dataset.s);
const endOf = (segment) => startOf(segment) + points(segment.textContent);

/** Code point at a boundary point of the DOM; `after` chooses the side where the point lies between segments. */
export function pointAt(root, node, offset, after) {
  const holder = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-s]");
  if (holder && root.contains(holder) && node.nodeType === Node.TEXT_NODE) return startOf(holder) + points(node.data.slice(0, offset));
  const segments = root.querySelectorAll("[data-s]");
  const range = document.createRange();
  range.setStart(node, offset);
  let before = null;
  for (const segment of segments) {
    if (range.comparePoint(segment, 0) >= 0) return after || !before ? startOf(segment) : endOf(before);
    before = segment;
  }
  return before ? endOf(before) : 0;
}

/** The selected words as code points {start, end}, or null where nothing of the text is selected. */
export function selected(root) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(root) || !root.contains(selection.anchorNode) || !root.contains(selection.focusNode)) return null;
  const start = pointAt(root, range.startContainer, range.startOffset, true);
  const end = pointAt(root, range.endContainer, range.endOffset, false);
  return end > start && range.toString().trim() ? { start, end } : null;
}

/** The DOM boundary point of a code point. */
export function boundary(root, point, atEnd = false) {
  const segments = root.querySelectorAll("[data-s]");
  let low = 0, high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (startOf(segments[middle]) < point || (!atEnd && startOf(segments[middle]) === point)) low = middle; else high = middle - 1;
  }
  const segment = segments[low];
  if (!segment || !segment.firstChild) return null;
  return { node: segment.firstChild, offset: unitsOf(segment.textContent, Math.max(0, point - startOf(segment))), segment };
}

/** Select a stretch of code points, visibly and for the browser's own copying. */
export function select(root, start, end) {
  const from = boundary(root, start), to = boundary(root, end, true);
  if (from && to) getSelection().setBaseAndExtent(from.node, from.offset, to.node, to.offset);
  return from && from.segment;
}

/** Words of a text as code points, for moving through it by keyboard. */
export function wordsOf(text) {
  const words = [];
  let at = 0, start = -1;
  for (const char of text) {
    const blank = /\s/u.test(char);
    if (!blank && start < 0) start = at;
    if (blank && start >= 0) { words.push({ start, end: at }); start = -1; }
    at += 1;
  }
  if (start >= 0) words.push({ start, end: at });
  return words;
}
