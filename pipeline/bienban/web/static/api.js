// Talking to the server: the form token, JSON both ways, errors in the language of the page.
const lang = document.documentElement.lang;
export const strings = JSON.parse(document.getElementById("strings").textContent);

/** A text of the page with its {places} filled in. */
export function say(key, values = {}) {
  return (strings[key] || key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** An answer that is no success; `code` names it, `hint` says what to do about it. */
export class Refused extends Error {
  constructor(message, code = "") {
    super(message);
    this.code = code;
    this.hint = strings.hints[code] || "";
  }
}

const STALE = "BB609";
const token = () => document.querySelector('#prefs [name="csrf"]').value;

/** A server that was started again knows no earlier token; the record on the page must not be lost for that. */
async function renew() {
  const page = new DOMParser().parseFromString(await (await reach("/", { headers: { Accept: "text/html" } })).text(), "text/html");
  const fresh = page.querySelector('#prefs [name="csrf"]')?.value;
  for (const input of document.querySelectorAll('input[name="csrf"]')) input.value = fresh || input.value;
  return Boolean(fresh);
}

async function reach(address, options) {
  try {
    return await fetch(address, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused(say("offline"));
  }
}

/** `make` gives body and headers, and is asked again where the token had to be renewed. */
async function send(address, make, signal, again = true) {
  const { body, headers } = make();
  const answer = await reach(address, { method: "POST", body, headers: { Accept: "application/json", ...headers }, signal });
  if (answer.ok) return answer;
  let problem = null;
  try { problem = await answer.json(); } catch { /* no JSON: the status has to do */ }
  if (problem?.code === STALE && again && await renew()) return send(address, make, signal, false);
  throw problem ? new Refused(`${lang === "en" ? problem.message_en : problem.message_vi} [${problem.code}]`, problem.code) : new Refused(say("failed", { message: answer.status }));
}

/** Whether the server is there; throws what to say where it is not. The token is renewed where it must be. */
export async function ready() {
  await renew();
}

/** Send a form; `fields` are names and values (strings or files). */
export function sendForm(address, fields, signal) {
  return send(address, () => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...fields, csrf: token(), lang })) body.set(name, value);
    return { body, headers: {} };
  }, signal);
}

/** Send JSON; the token stands in a header, so that the server need not read the body to check it. */
export function sendJson(address, value) {
  return send(`${address}?lang=${lang}`, () => ({ body: JSON.stringify(value), headers: { "Content-Type": "application/json", "X-CSRF-Token": token() } }));
}
