/* A page's own saving and its buttons take turns: a button pressed while saving is under way waits for it, and once a
 * button has sent the form nothing more is saved behind it. Nobody is told that somebody else had changed what they
 * have just typed themselves. The form works without this file. */
(() => {
  "use strict";

  const form = document.getElementById("answers");
  if (!form) return;
  const LONGEST_WAIT = 60000; /* a line so slow is broken: the form then goes as it is */
  const STEP = 40;
  let saving = false;
  let waiting = false;
  let leaving = false;

  form.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target !== form) return;
    if (leaving) event.preventDefault(); /* the form that is under way holds all of it */
    else saving = true;
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.target === form) saving = false;
  });
  window.addEventListener("pageshow", () => { leaving = false; });

  form.addEventListener("submit", (event) => {
    if (waiting) {
      event.preventDefault();
      return;
    }
    leaving = true;
    if (!saving) return;
    event.preventDefault();
    waiting = true;
    const button = event.submitter;
    const until = performance.now() + LONGEST_WAIT;
    const look = () => {
      if (saving && performance.now() < until) {
        window.setTimeout(look, STEP);
        return;
      }
      waiting = false;
      saving = false;
      form.requestSubmit(button && button.isConnected ? button : null);
    };
    window.setTimeout(look, STEP);
  });
})();
