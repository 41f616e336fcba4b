// Before anything is drawn: light or dark, as chosen here last, or else as the system has it.
(() => {
  let chosen = null;
  try { chosen = localStorage.getItem("onrecord-theme"); } catch { /* storage is shut off: the system's */ }
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
})();
