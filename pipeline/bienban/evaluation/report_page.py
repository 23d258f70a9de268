"""Kiểu dáng và kịch bản của trang xem lỗi (style and script of the error page); the page holds both, and loads neither."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --line: #8884; --wrong: #b26a00; --missed: #0a6aa8; --invented: #b3261e; --soft: #8881; }
body { font: 15px/1.55 system-ui, "Segoe UI", sans-serif; margin: 1.5rem auto; max-width: 76rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; scroll-margin-top: 8rem; } h2 small { font-weight: 400; }
.wide { overflow: auto; max-height: 26rem; border: 1px solid var(--line); border-radius: 6px; }
table { border-collapse: collapse; font-size: .82rem; font-variant-numeric: tabular-nums; }
th, td { padding: .15rem .45rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
th { font-weight: 600; position: sticky; top: 0; background: Canvas;
  line-height: 1.25; }
th:first-child, td:first-child, td:nth-child(2):has(code) { text-align: left; }
tbody tr:hover { background: var(--soft); }
summary { cursor: pointer; font-weight: 600; margin: .6rem 0; }
#filters { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .5rem .8rem; align-items: end; padding: .6rem .8rem;
  margin: 1rem 0; background: Canvas; border: 1px solid var(--line); border-radius: 8px; box-shadow: 0 2px 8px #0002; }
#filters label { display: flex; flex-direction: column; font-size: .78rem; }
#filters select, #filters input, #filters button { font: inherit; font-size: .9rem; padding: .2rem .3rem; width: 11rem; }
#filters button { width: auto; } output { font-weight: 600; } .key { font-size: .85rem; margin-left: auto; }
article { border: 1px solid var(--line); border-left: 5px solid #888; border-radius: 6px; margin: .6rem 0; padding: .4rem .8rem; }
article.wrong { border-left-color: var(--wrong); } article.missed { border-left-color: var(--missed); }
article.invented { border-left-color: var(--invented); }
article.wrong i { color: var(--wrong); } article.missed i { color: var(--missed); } article.invented i { color: var(--invented); }
article header { display: flex; flex-wrap: wrap; gap: .2rem .8rem; align-items: baseline; } article i { font-style: normal; font-weight: 600; }
article code { margin-left: auto; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 .8rem; margin: .2rem 0; } dd { margin: 0; overflow-wrap: anywhere; }
dt { font-size: .85em; padding-top: .1rem; }
p.text { white-space: pre-wrap; overflow-wrap: anywhere; margin: .3rem 0; padding: .3rem .6rem; background: var(--soft); border-radius: 4px; }
mark { color: inherit; border-radius: 2px; }
mark.gold { background: #3a84; text-decoration: underline 2px solid #07a; text-underline-offset: 3px; }
mark.found { background: #f804; text-decoration: underline 2px dashed #c50; text-underline-offset: 3px; }
mark.both { background: #3b46; }
small { opacity: .75; } code { font-size: .9em; } .notice { border: 2px solid var(--invented); border-radius: 6px; padding: .5rem 1rem; }
@media (max-width: 45rem) { #filters { position: static; } article code { margin-left: 0; } }
[hidden] { display: none !important; }
"""
SCRIPT = """
"use strict";
const form = document.getElementById("filters"), shown = document.getElementById("shown");
const cards = [...document.querySelectorAll("article")], sections = [...document.querySelectorAll("section")];
const plain = words => words.normalize("NFD").replace(/[\\u0300-\\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
const texts = new Map(cards.map(card => [card, plain(card.textContent)]));
function narrow() {
  const wanted = Object.fromEntries(new FormData(form)), words = plain(wanted.words || "").trim();
  delete wanted.words;
  let count = 0;
  for (const card of cards) {
    card.hidden = Object.entries(wanted).some(([name, value]) => value && card.dataset[name] !== value) || !texts.get(card).includes(words);
    if (!card.hidden) count += 1;
  }
  for (const section of sections) {
    const left = section.querySelectorAll("article:not([hidden])").length;
    section.hidden = !left;
    section.querySelector(".count").textContent = left;
  }
  shown.textContent = `${count} / ${cards.length} lỗi`;
  const kept = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value)).toString();
  history.replaceState(null, "", kept ? `#?${kept}` : location.href.split("#")[0]);
}
for (const [name, value] of new URLSearchParams(location.hash.startsWith("#?") ? location.hash.slice(2) : "")) {
  if (form.elements[name]) form.elements[name].value = value;
}
if (location.hash.startsWith("#?")) {
  requestAnimationFrame(() => form.scrollIntoView());
}
form.addEventListener("input", narrow);
form.addEventListener("submit", event => event.preventDefault());
form.addEventListener("reset", () => setTimeout(narrow));
for (const link of document.querySelectorAll('table a[href^="#"]')) {
  link.addEventListener("click", event => {
    event.preventDefault();
    form.reset();
    form.elements.field.value = link.getAttribute("href").slice(1);
    narrow();
    form.scrollIntoView({ behavior: "smooth" });
  });
}
narrow();
"""
