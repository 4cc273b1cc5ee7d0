/* J and K move along the rows of the queue, Enter opens; the links work without it. */
(() => {
  "use strict";

  // On a phone the filters begin folded.
  const drawer = document.querySelector("[data-drawer]");
  if (drawer && window.matchMedia("(max-width: 40rem)").matches) drawer.open = false;

  const table = document.querySelector("[data-queue]");
  if (!table) return;
  const links = () => Array.from(table.querySelectorAll("tbody a[data-open]"));

  function here() {
    const row = document.activeElement && document.activeElement.closest("[data-queue] tbody tr");
    return row ? links().findIndex((link) => row.contains(link)) : -1;
  }

  function go(to) {
    const all = links();
    if (!all.length) return;
    const link = all[Math.max(0, Math.min(all.length - 1, to))];
    link.focus();
    link.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target instanceof Element && event.target.closest("input, select, textarea, [contenteditable]")) return;
    if (event.key === "j" || event.key === "J") { event.preventDefault(); go(here() + 1); }
    if (event.key === "k" || event.key === "K") { event.preventDefault(); go(here() < 0 ? 0 : here() - 1); }
  });
})();
