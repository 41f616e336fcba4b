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
  const stops = [...document.querySelectorAll('.text a[id^="t-"], .said blockquote > a')];
  if (!stops.length) return;
  const at = stops.indexOf(placeOf(document.activeElement));
  const next = at < 0 ? (by > 0 ? 0 : stops.length - 1) : Math.min(stops.length - 1, Math.max(0, at + by));
  stops[next].focus();
  stops[next].scrollIntoView({ block: "center" });
}

// In an article: the statement under the pointer, or with the focus, and its readings are shown together.
let shown = null;
function show(id, from) {
  document.querySelector(".reading")?.toggleAttribute("data-peek", from === "text" && Boolean(id));
  if (shown === id) return;
  shown = id;
  for (const part of document.querySelectorAll(".lit")) part.classList.remove("lit");
  if (!id) return;
  for (const part of document.querySelectorAll(`[data-statement~="${CSS.escape(id)}"]`)) part.classList.add("lit");
  const read = document.getElementById(`s-${id}`);
  const aside = read?.closest(".readings");
  if (!read || !aside) return;
  read.classList.add("lit");
  if (from === "text" && aside.scrollHeight > aside.clientHeight) {
    aside.scrollTo({ top: aside.scrollTop + read.getBoundingClientRect().top - aside.getBoundingClientRect().top - 12 });
  }
}
const statementOf = (part) => part.dataset.statement.split(" ")[0];
// Where a statement has its place in the text, from its readings or from there itself.
function placeOf(element) {
  const read = element?.closest?.(".read");
  return read ? document.getElementById(`t-${read.id.slice(2)}`)?.closest("a") : element;
}
for (const kind of ["mouseover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const part = event.target.closest?.("[data-statement]");
    const read = event.target.closest?.(".read");
    if (part) show(event.target.closest("a")?.id.slice(2) || statementOf(part), "text");
    else if (read) show(read.id.slice(2), document.querySelector("[data-peek] .read.lit") === read ? "text" : "readings");
  });
}
document.addEventListener("click", (event) => {
  const part = event.target.closest?.("[data-statement]");
  if (part && !event.target.closest("a")) {
    show(statementOf(part), "text");
    document.getElementById(`s-${statementOf(part)}`)?.focus({ preventScroll: true });
  } else if (!part && !event.target.closest?.(".read")) {
    document.querySelector(".reading")?.removeAttribute("data-peek");
  }
});
// Enter on a cue leads to its readings (it is a link); Escape leads back from there.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelector(".reading")?.removeAttribute("data-peek");
  const read = event.target.closest?.(".read");
  const place = read && placeOf(read);
  if (!place) return;
  event.preventDefault();
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "center" });
});

// What a form changed stands in something that has a name: after it, the focus is there again.
let changed = null;
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.target.closest?.("form");
  if (form) changed = form.closest('[id^="s-"]')?.id ?? null;
});
document.addEventListener("htmx:afterSettle", () => {
  shown = null;
  if (!changed) return;
  const place = document.getElementById(changed);
  changed = null;
  if (!place) return;
  if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "nearest" });
});

// Adding: files may be dropped onto their place, which says which they are; too much is told before it is sent.
const MOST = 20_000_000;
for (const field of document.querySelectorAll("[data-drop] input[type=file]")) {
  const place = field.closest("[data-drop]");
  const told = place.querySelector("[data-files]");
  const tell = () => {
    const files = [...field.files];
    const size = files.reduce((sum, file) => sum + file.size, 0);
    const wrong = files.length > Number(place.dataset.most) ? `At most ${place.dataset.most} files at once.` : size > MOST ? "More than 20 MB at once: give fewer." : "";
    field.setCustomValidity(wrong);
    if (told) told.textContent = wrong || files.map((file) => file.name).join(", ");
    return !wrong && files.length > 0;
  };
  field.addEventListener("change", tell);
  for (const kind of ["dragenter", "dragover"]) {
    place.addEventListener(kind, (event) => { event.preventDefault(); place.classList.add("over"); });
  }
  for (const kind of ["dragleave", "drop"]) place.addEventListener(kind, () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer?.files.length) return;
    field.files = event.dataTransfer.files;
    if (tell()) field.form.requestSubmit();
  });
}

// After a change: say it, and leave the focus where the change was made.
document.addEventListener("htmx:afterSettle", (event) => {
  const told = document.getElementById("told");
  const polled = event.target.closest?.("[data-polled]");
  if (told) told.textContent = polled ? polled.dataset.told ?? "" : document.querySelector(".error")?.textContent ?? "Done.";
  document.dispatchEvent(new CustomEvent("drawn"));
});
