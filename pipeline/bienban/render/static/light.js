// Two-way highlighting between the record and the text. Works on any document that holds both.
const LIT = ["lit", "hot", ...[..."ADRTGCMLW"].map((letter) => `lit-${letter}`)];

/** The elements that stand for a reference: segments of the text, values and rows of the record. */
export function textOf(root, ref) {
  return [...root.querySelectorAll(`[data-refs~="${CSS.escape(ref)}"]`)];
}
export function recordOf(root, ref) {
  return [...root.querySelectorAll(`[data-ref="${CSS.escape(ref)}"]`)];
}

export function clear(root) {
  for (const element of root.querySelectorAll(".lit, .hot")) element.classList.remove(...LIT);
}

function mark(elements, strong, ref) {
  for (const element of elements) element.classList.add(strong ? "hot" : "lit", `lit-${ref[0]}`);
}

/** Light what one reference names, on both sides; `ref` is a path such as T3.due, whose item T3 is lit more softly. */
export function light(root, ref) {
  clear(root);
  const item = ref.startsWith("M.") ? ref : ref.split(".")[0];
  mark(textOf(root, item), false, item);
  mark(recordOf(root, item), false, item);
  const own = textOf(root, ref);
  mark(own, true, ref);
  mark(recordOf(root, ref).filter((element) => element.tagName === "A"), true, ref);
  return own;
}

/** The references on a segment, the innermost first. */
export function refsOf(segment) {
  return (segment.dataset.refs || "").split(" ").filter(Boolean).reverse();
}

/** Light everything on a segment; the innermost value strongly. Returns the element of the record to show. */
export function lightSegment(root, segment) {
  clear(root);
  const refs = refsOf(segment);
  for (const ref of refs) {
    if (!ref.includes(".") || ref.startsWith("M.")) mark(textOf(root, ref), false, ref);
    mark(recordOf(root, ref), false, ref);
  }
  const shown = refs.map((ref) => recordOf(root, ref)[0]).find(Boolean) || refs.map((ref) => recordOf(root, ref.split(".")[0])[0]).find(Boolean);
  if (refs.length) mark(textOf(root, refs[0]), true, refs[0]);
  if (shown && shown.tagName === "A") mark([shown], true, refs[0]);
  return shown || null;
}

/** Bring an element into its scrolling pane, only where it is out of sight. */
export function reveal(element, pane, force = false) {
  if (!element || !element.getClientRects().length) return;
  const own = element.getBoundingClientRect();
  const scrolls = pane && pane.scrollHeight > pane.clientHeight + 4 && getComputedStyle(pane).overflowY !== "visible";
  const whole = scrolls ? pane.getBoundingClientRect() : { top: 0, bottom: window.innerHeight };
  // What sticks to the top of a pane covers the words under it.
  const head = scrolls && pane.querySelector(".pane-head");
  const frame = { top: whole.top + (head ? head.offsetHeight : 0), bottom: whole.bottom };
  if (!force && own.top >= frame.top + 8 && own.bottom <= frame.bottom - 8) return;
  const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const shift = own.top - frame.top - (frame.bottom - frame.top) / 3;
  (scrolls ? pane : window).scrollBy({ top: shift, behavior: quiet ? "instant" : "smooth" });
}

/** Wire pointing and focusing. `panes` are the scrolling elements of text and record. */
export function connect(root, textPane, recordPane, delay = 140) {
  let timer = 0;
  const later = (action) => { clearTimeout(timer); timer = setTimeout(action, delay); };
  const fromRecord = (event) => {
    const holder = event.target.closest("[data-ref]");
    if (!holder || !recordPane.contains(holder)) return;
    const found = light(root, holder.dataset.ref);
    if (event.type === "focusin") reveal(found[0], textPane);
    else later(() => reveal(found[0], textPane));
  };
  const fromText = (event) => {
    const segment = event.target.closest("[data-refs]");
    if (!segment) return;
    const shown = lightSegment(root, segment);
    later(() => reveal(shown, recordPane));
  };
  recordPane.addEventListener("pointerover", fromRecord);
  recordPane.addEventListener("focusin", fromRecord);
  textPane.addEventListener("pointerover", fromText);
  for (const pane of [recordPane, textPane]) pane.addEventListener("pointerleave", () => clearTimeout(timer));
}
