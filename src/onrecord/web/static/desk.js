// What the pages do beyond links and forms. All of it works without, less at hand.
"use strict";

const dark = () => {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
};

// Light or dark.
const themes = document.querySelector("[data-theme-switch]");
if (themes) {
  themes.hidden = false;
  const name = () => { themes.textContent = dark() ? "Light" : "Dark"; themes.setAttribute("aria-label", `Switch to ${dark() ? "light" : "dark"}`); };
  themes.addEventListener("click", () => {
    const next = dark() ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    try { localStorage.setItem("onrecord-theme", next); } catch { /* it holds for this page */ }
    name();
    document.dispatchEvent(new CustomEvent("theme"));
  });
  name();
}

// "/" leads to the search, "j" and "k" to the next and the last statement.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("find")?.focus();
  } else if (event.key === "j" || event.key === "k") {
    step(event.key === "j" ? 1 : -1);
  }
});

function step(by) {
  const stops = [...document.querySelectorAll(".text .cue > a, .said blockquote > a")];
  if (!stops.length) return;
  const at = stops.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : stops.length - 1) : Math.min(stops.length - 1, Math.max(0, at + by));
  stops[next].focus();
  stops[next].scrollIntoView({ block: "center" });
}

// In an article: the statement under the pointer, or with the focus, and its readings are shown together.
let shown = null;
function show(id) {
  if (shown === id) return;
  shown = id;
  for (const part of document.querySelectorAll(".lit")) part.classList.remove("lit");
  if (!id) return;
  for (const part of document.querySelectorAll(`[data-statement="${CSS.escape(id)}"]`)) part.classList.add("lit");
  const read = document.getElementById(`s-${id}`);
  const aside = read?.closest(".readings");
  if (!read || !aside) return;
  read.classList.add("lit");
  if (aside.scrollHeight > aside.clientHeight) aside.scrollTo({ top: read.offsetTop - aside.offsetTop - 12 });
}
for (const kind of ["mouseover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const part = event.target.closest?.("[data-statement]");
    const read = event.target.closest?.(".read");
    if (part) show(part.dataset.statement);
    else if (read) mark(read.id.slice(2));
  });
}
function mark(id) {
  shown = id;
  for (const part of document.querySelectorAll(".lit")) part.classList.remove("lit");
  for (const part of document.querySelectorAll(`[data-statement="${CSS.escape(id)}"]`)) part.classList.add("lit");
  document.getElementById(`s-${id}`)?.classList.add("lit");
}
document.addEventListener("click", (event) => {
  const part = event.target.closest?.("[data-statement]");
  if (part && !event.target.closest("a")) document.getElementById(`s-${part.dataset.statement}`)?.focus({ preventScroll: true });
});

// After a change: say it, and leave the focus where the change was made.
document.addEventListener("htmx:afterSettle", () => {
  const told = document.getElementById("told");
  if (told) told.textContent = document.querySelector(".error")?.textContent ?? "Done.";
  document.dispatchEvent(new CustomEvent("drawn"));
});
