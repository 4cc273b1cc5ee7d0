/* Marks the finding whose evidence htmx has just brought; without script each link opens its own page. */
(() => {
  "use strict";

  document.addEventListener("htmx:afterSwap", (event) => {
    if (!event.detail.target || event.detail.target.id !== "evidence") return;
    const link = event.detail.requestConfig && event.detail.requestConfig.elt;
    const row = link && link.closest(".finding");
    if (!row) return;
    for (const before of document.querySelectorAll(".finding--open")) {
      before.classList.remove("finding--open");
      for (const each of before.querySelectorAll("[aria-current]")) each.removeAttribute("aria-current");
    }
    const panel = document.getElementById("evidence");
    if (panel && panel.getBoundingClientRect().top > window.innerHeight * 0.8) panel.scrollIntoView(); /* one column */
    row.classList.add("finding--open");
    link.setAttribute("aria-current", "true");
  });
})();
