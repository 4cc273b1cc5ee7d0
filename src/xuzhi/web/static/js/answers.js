/* A page's own saving comes first: a button pressed while it is under way waits for it, so that nobody is told that
 * somebody else had changed what they have just typed themselves. The form works without this file. */
(() => {
  "use strict";

  const form = document.getElementById("answers");
  if (!form) return;
  const LONGEST_WAIT = 5000;
  const STEP = 40;
  let waiting = false;
  form.addEventListener("submit", (event) => {
    if (waiting) {
      event.preventDefault();
      return;
    }
    if (!form.classList.contains("htmx-request")) return;
    event.preventDefault();
    waiting = true;
    const button = event.submitter;
    const until = performance.now() + LONGEST_WAIT;
    const look = () => {
      if (form.classList.contains("htmx-request") && performance.now() < until) {
        window.setTimeout(look, STEP);
        return;
      }
      waiting = false;
      form.classList.remove("htmx-request");
      form.requestSubmit(button && button.isConnected ? button : null);
    };
    window.setTimeout(look, STEP);
  });
})();
