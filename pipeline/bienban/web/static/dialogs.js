// The one dialog of the page and what it can show: help, the menu for selected words, the form of an item, training data.
import { say, sendForm, sendJson, strings } from "./api.js";
import { download } from "./taking.js";

const dialog = document.getElementById("dialog");
const title = document.getElementById("dialog-title");
const body = document.getElementById("dialog-body");

export function close() {
  if (dialog.open) dialog.close();
}

export function isOpen() {
  return dialog.open;
}

function open(heading, content) {
  title.textContent = heading;
  if (typeof content === "string") body.innerHTML = content; else body.replaceChildren(content);
  dialog.classList.remove("wide");
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
}

export function help() {
  open(strings.titles.help, document.getElementById("help-body").content.cloneNode(true));
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** The menu for selected words: fields of the current item, new items, fields of the meeting. Resolves to a choice or null. */
export function chooseTag(words, current) {
  return new Promise((resolve) => {
    const content = document.createDocumentFragment();
    content.append(element("p", { className: "said", lang: "vi", textContent: words.length > 240 ? `${words.slice(0, 240)}…` : words }));
    const group = (heading, entries) => {
      content.append(element("p", { className: "choices-title", textContent: heading }));
      const list = element("div", { className: "choices" });
      for (const [label, letter, choice] of entries) {
        const button = element("button", { type: "button", className: `k${letter}`, textContent: label });
        button.addEventListener("click", () => { chosen = choice; close(); });
        list.append(button);
      }
      content.append(list);
    };
    let chosen = null;
    if (current && strings.targets[current[0]] && current !== "M") {
      const letter = current[0], tag = strings.tags[letter] + (current === "D0" ? "" : current.slice(1));
      group(say("for_item", { tag }), Object.entries(strings.targets[letter]).map(([field, label]) => [label, letter, { ref: `${current}.${field}` }]));
    }
    group(say("new_item"), Object.entries(strings.lists).map(([list, { letter, label }]) => [label, letter, { list }]));
    group(say("meeting_head"), Object.entries(strings.targets.M).map(([field, label]) => [label, "M", { ref: `M.${field}` }]));
    open(strings.titles.tag, content);
    body.querySelector(".choices button").focus();
    dialog.addEventListener("close", () => resolve(chosen), { once: true });
  });
}

/** What a form says that differs from what it said when it came. */
export function changesOf(form) {
  const values = {}, remove = [];
  const differs = { checkbox: (input) => input.checked !== input.defaultChecked };
  for (const input of form.elements) {
    if (!input.name) continue;
    if (input.name === "_remove") { if (input.checked) remove.push(input.value); continue; }
    if ("many" in input.dataset) {
      const all = [...form.elements].filter((each) => each.name === input.name);
      if (all.some(differs.checkbox)) values[input.name] = all.filter((each) => each.checked).map((each) => each.value);
    } else if (input.type === "checkbox") {
      if (differs.checkbox(input)) values[input.name] = input.checked;
    } else if (input.tagName === "SELECT") {
      const before = [...input.options].find((option) => option.defaultSelected) || input.options[0];
      if (before && before.value !== input.value) values[input.name] = input.value;
    } else if (input.value !== input.defaultValue) values[input.name] = input.value;
  }
  return { values, remove };
}

/** The form of an item; `save` gets what was changed and may throw to keep the form open; `done` comes after closing. */
export async function edit(record, id, field, save, done) {
  const answer = await sendJson("/form", { record, id });
  open("…", await answer.text());
  const form = document.getElementById("form");
  title.textContent = form.dataset.title;
  const group = form.querySelector(`[data-group="${CSS.escape(field || "-")}"]`);
  const first = (group || form).querySelector("input, select, button") || form.querySelector("input, select");
  const named = form.querySelector(`[name="${CSS.escape(field || "-")}"]`);
  (named || first)?.focus();
  group?.scrollIntoView({ block: "center" });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const failed = form.querySelector(".form-error");
    try {
      await save(changesOf(form));
      close();
      done();
    } catch (error) {
      failed.textContent = error.message;
      failed.hidden = false;
      failed.scrollIntoView({ block: "nearest" });
    }
  });
}

/** Text to copy by hand, where the clipboard is out of reach. */
export function showPlain(text) {
  const area = element("textarea", { className: "plain-out", readOnly: true, value: text, ariaLabel: strings.titles.plain });
  open(strings.titles.plain, element("div", {}, element("p", { textContent: say("copy_by_hand") }), area));
  area.select();
}

/** Training data: what else the two files need, the linter's opinion, the download. */
export function gold(record, saved) {
  open(strings.titles.gold, document.getElementById("gold-body").content.cloneNode(true));
  const form = document.getElementById("gold"), findings = document.getElementById("gold-findings");
  form.elements.record.value = JSON.stringify(record);
  const year = /(\d{4})/.exec(record.meeting.date?.edtf || "");
  if (year) form.elements.era.value = year[1];
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await download("/export/gold", fieldsOf(form));
      saved();
      close();
    } catch (error) {
      findings.replaceChildren(element("p", { textContent: error.message }));
    }
  });
  form.querySelector('[data-do="gold-store"]')?.addEventListener("click", () => { if (form.reportValidity()) store(form, record, findings, saved); });
  form.querySelector('[data-do="gold-check"]').addEventListener("click", async () => {
    try {
      const rows = await (await sendForm("/export/gold", { ...fieldsOf(form), check: "1" })).json();
      const list = element("ul", { className: "findings" });
      for (const row of rows) list.append(element("li", { textContent: `${row.code} ${row.message}` }));
      findings.replaceChildren(element("p", { textContent: rows.length ? strings.titles.findings.replace("{count}", rows.length) : strings.titles.sound }), list);
    } catch (error) {
      findings.replaceChildren(element("p", { textContent: error.message }));
    }
  });
}

const fieldsOf = (form) => Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "csrf" && name !== "lang"));

/** Keep the record in the operator's folder, where the server was started with one. */
async function store(form, record, findings, saved) {
  const meta = Object.fromEntries([...new FormData(form)].filter(([name, value]) => !["csrf", "lang", "record", "id"].includes(name) && value));
  try {
    const answer = await (await sendJson("/api/gold", { record, meta })).json();
    saved();
    findings.replaceChildren(element("p", { textContent: strings.titles.stored.replace("{files}", answer.files.join(", ")) }));
  } catch (error) {
    findings.replaceChildren(element("p", { textContent: error.message }));
  }
}

dialog.addEventListener("click", (event) => {
  if (event.target === dialog || event.target.closest('[data-do="close"]')) close();
});
