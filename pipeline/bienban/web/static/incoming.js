// A text comes in: pasted, typed, chosen as a file or dropped. Each way ends in `read`, or in a reason why not.
import { Refused, say } from "./api.js";

const $ = (id) => document.getElementById(id);
/** The text that was sent last: what is pasted over it takes its place instead of being added to it. */
let sent = "";

export function readText(text, { read, complain }) {
  sent = text;
  return text.trim() ? read({ text }) : complain(new Refused(say("empty")));
}

function readFile(files, { read, complain }) {
  if (files.length > 1) return complain(new Refused(say("many_files")));
  const most = Number(document.body.dataset.maxBytes);
  const [file] = files;
  if (!file) return undefined;
  const mega = (bytes) => (bytes / 1048576).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
  if (most && file.size > most) return complain(new Refused(say("too_large", { size: mega(file.size), most: mega(most) })));
  return read({ file });
}

/** Listen to every way in. */
export function receive(page) {
  $("input").addEventListener("paste", (event) => {
    if (event.clipboardData?.files.length) { event.preventDefault(); readFile(event.clipboardData.files, page); return; }
    if (event.target.value === sent) event.target.select();
    setTimeout(() => readText($("input").value, page));
  });
  document.addEventListener("paste", (event) => {
    if (event.target.closest?.("input, textarea, dialog")) return;
    const text = event.clipboardData?.getData("text/plain");
    if (text?.trim()) { event.preventDefault(); $("input").value = text; readText(text, page); }
  });
  $("paste").addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter?.name === "sample") page.read({ sample: "1" }); else if ($("file").files.length) readFile($("file").files, page); else readText($("input").value, page);
  });
  $("file").addEventListener("change", () => { readFile($("file").files, page); $("file").value = ""; });
  receiveDrops(page);
}

function receiveDrops(page) {
  let dragging = 0;
  const holdsFile = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  addEventListener("dragenter", (event) => { if (holdsFile(event)) { dragging += 1; $("drop").hidden = false; event.preventDefault(); } });
  addEventListener("dragleave", (event) => { if (holdsFile(event)) { dragging = Math.max(0, dragging - 1); $("drop").hidden = dragging === 0; } });
  addEventListener("dragover", (event) => { if (holdsFile(event)) event.preventDefault(); });
  addEventListener("drop", (event) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    dragging = 0;
    $("drop").hidden = true;
    readFile(event.dataTransfer.files, page);
  });
}
