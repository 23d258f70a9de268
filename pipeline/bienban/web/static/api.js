// Talking to the server: the form token, JSON both ways, errors in the language of the page.
const lang = document.documentElement.lang;
export const strings = JSON.parse(document.getElementById("strings").textContent);

/** A text of the page with its {places} filled in. */
export function say(key, values = {}) {
  return (strings[key] || key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export class Refused extends Error {}

function token() {
  return document.querySelector('#prefs [name="csrf"]').value;
}

async function send(address, body, headers, signal) {
  let answer;
  try {
    answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json", ...headers }, signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused(say("offline"));
  }
  if (answer.ok) return answer;
  let problem = null;
  try { problem = await answer.json(); } catch { /* no JSON: the status has to do */ }
  throw new Refused(problem ? `${lang === "en" ? problem.message_en : problem.message_vi} [${problem.code}]` : say("failed", { message: answer.status }));
}

/** Send a form; `fields` are names and values (strings or files). */
export function sendForm(address, fields, signal) {
  const body = new FormData();
  body.set("csrf", token());
  body.set("lang", lang);
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return send(address, body, {}, signal);
}

/** Send JSON; the token stands in a header, so that the server need not read the body to check it. */
export function sendJson(address, value) {
  return send(`${address}?lang=${lang}`, JSON.stringify(value), { "Content-Type": "application/json", "X-CSRF-Token": token() });
}
