// Taking the record away: files, and the summary on the clipboard. A refusal is told on the page, where the record stays.
import { say, sendForm } from "./api.js";

/** Fetch a file made of form fields and hand it to the browser under the name the server gives it. */
export async function download(address, fields) {
  const answer = await sendForm(address, fields);
  const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") || "")?.[1] || "bienban";
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(await answer.blob()), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return name;
}

/** Put the plain summary on the clipboard; `byHand` shows it where that is not allowed. */
export async function copySummary(record, byHand) {
  const text = await (await sendForm("/export/plain", { record: JSON.stringify(record) })).text();
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    byHand(text);
    return "";
  }
  flash(document.querySelector('[data-do="copy"] span'));
  return say("copied");
}

function flash(label) {
  const before = label.textContent;
  label.textContent = "✓";
  setTimeout(() => { label.textContent = before; }, 1200);
}
