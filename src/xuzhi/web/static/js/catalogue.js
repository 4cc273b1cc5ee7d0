// The catalogue without its apply buttons: a changed facet or order asks at once, and on a phone the facets fold away.
// Everything works without this file.
(() => {
  const form = document.querySelector(".catalogue");
  if (!form) return;
  const drawer = form.querySelector("[data-drawer]");
  const narrow = window.matchMedia("(max-width: 61.99rem)");
  const fold = () => { drawer.open = !narrow.matches; };
  fold();
  narrow.addEventListener("change", fold);
  form.querySelector(".catalogue__sort .button").hidden = true;
  form.querySelector("#sort").addEventListener("change", () => form.requestSubmit());
  form.addEventListener("change", (event) => {
    if (event.target.type === "checkbox" && !narrow.matches) form.requestSubmit();
  });
  // Empty fields have no place in an address that people share.
  form.addEventListener("submit", () => {
    const search = form.querySelector("#q");
    if (!search.value.trim()) search.disabled = true;
  });
})();
