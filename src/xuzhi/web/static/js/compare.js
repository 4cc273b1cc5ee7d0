// Putting solutions into the tray without leaving the page. Everything works without this file.
(() => {
  "use strict";

  const mark = (slugs) => {
    for (const button of document.querySelectorAll("[data-compare]")) {
      const inside = slugs.includes(button.value);
      button.name = inside ? "remove" : "add";
      button.querySelector(".compare-button__sign").textContent = inside ? "✓" : "＋";
      button.querySelector(".compare-button__word").textContent = inside ? button.dataset.remove : button.dataset.add;
    }
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.id !== "collect" || !event.submitter) return;
    event.preventDefault();
    const asked = event.submitter;
    const body = new FormData(form);
    body.set(asked.name, asked.value);
    const from = form.querySelector("[name=next]").value;
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const holder = document.createElement("template");
      holder.innerHTML = await answer.text();
      const made = holder.content.querySelector("#tray");
      made.querySelector("[name=next]").value = from;
      // Words for who listens are changed in the place that is listened to.
      const old = document.getElementById("tray");
      const says = made.querySelector(".tray__says").textContent;
      made.querySelector(".tray__says").textContent = "";
      const went = !document.body.contains(asked) || old.contains(asked);
      old.replaceWith(made);
      made.querySelector(".tray__says").textContent = says;
      mark(made.dataset.slugs.split(" ").filter(Boolean));
      if (went) (made.querySelector("button, a") || document.querySelector("main")).focus();
    } catch {
      const named = document.createElement("input");
      named.type = "hidden";
      named.name = asked.name;
      named.value = asked.value;
      form.append(named);
      form.submit();
    }
  });
})();
