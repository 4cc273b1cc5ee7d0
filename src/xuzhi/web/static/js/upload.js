/* Resumable uploads for a form marked data-upload. Without this script the form sends its files by itself.
 *
 * The form carries, as data attributes, where to begin (data-begin) and every sentence people read
 * (data-say-…), so that no language lives in this file. A file goes up in pieces: POST begin answers
 * {upload, received, piece, url}; each piece is PUT to url with its offset; the last answer holds `done`
 * or `refusal`. What was begun is remembered by name, size and day, so that a broken line or a closed
 * window goes on where it stopped.
 */
(() => {
  "use strict";

  const WAITS = [1000, 2000, 4000, 8000, 15000, 30000];
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  function token() {
    const field = document.querySelector("input[name=csrfmiddlewaretoken]");
    return field ? field.value : "";
  }

  function back_online(ms) {
    if (navigator.onLine) return pause(ms);
    return new Promise((resolve) => window.addEventListener("online", resolve, { once: true }));
  }

  function fill(sentence, values) {
    return (sentence || "").replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  }

  function size_of(bytes) {
    if (bytes >= 1048576) return (bytes / 1048576).toFixed(1) + " MB";
    return Math.max(1, Math.round(bytes / 1024)) + " KB";
  }

  class Refused extends Error {}
  class SignedOut extends Error {}

  async function ask(url, options) {
    const answer = await fetch(url, {
      credentials: "same-origin",
      redirect: "manual",
      ...options,
      headers: { "X-CSRFToken": token(), Accept: "application/json", ...(options.headers || {}) },
    });
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) throw new SignedOut();
    if (answer.status === 413 || answer.status >= 500) throw new Error(String(answer.status));
    const told = await answer.json();
    if (told.refusal) throw new Refused(told.refusal);
    if (!answer.ok && answer.status !== 409) throw new Error(String(answer.status));
    return told;
  }

  class Row {
    constructor(list, file, says) {
      this.says = says;
      this.size = file.size;
      this.item = document.createElement("li");
      this.item.className = "upload-row";
      const name = document.createElement("span");
      name.className = "upload-row__name";
      name.textContent = file.name;
      this.bar = document.createElement("progress");
      this.bar.className = "upload-row__bar";
      this.bar.max = Math.max(1, file.size);
      this.bar.value = 0;
      this.bar.setAttribute("aria-label", file.name);
      this.words = document.createElement("span");
      this.words.className = "upload-row__words";
      this.words.setAttribute("role", "status");
      this.item.append(name, this.bar, this.words);
      list.append(this.item);
      this.tell("waiting");
    }

    tell(state, more = {}) {
      this.item.dataset.state = state;
      this.words.textContent = fill(this.says[state], more);
    }

    at(received) {
      this.bar.value = received;
      const percent = this.size ? Math.floor((received / this.size) * 100) : 100;
      this.tell("sending", { percent, sent: size_of(received), size: size_of(this.size) });
    }

    refuse(sentence) {
      this.item.dataset.state = "refused";
      this.words.textContent = sentence;
    }
  }

  function memory_of(form, file) {
    return ["upload", form.dataset.begin, file.name, file.size, file.lastModified].join("|");
  }

  function remembered(key) {
    try { return window.localStorage.getItem(key) || ""; } catch (_) { return ""; }
  }

  function remember(key, value) {
    try {
      if (value) window.localStorage.setItem(key, value);
      else window.localStorage.removeItem(key);
    } catch (_) { /* a private window keeps nothing; the upload still works */ }
  }

  async function begin(form, file, key) {
    const body = new FormData();
    body.set("name", file.name);
    body.set("size", String(file.size));
    body.set("upload", remembered(key));
    return ask(form.dataset.begin, { method: "POST", body });
  }

  async function send(form, file, row) {
    const key = memory_of(form, file);
    let tries = 0;
    let begun = null;
    for (;;) {
      try {
        begun = begun || (await begin(form, file, key));
        remember(key, begun.upload);
        row.at(begun.received);
        while (true) {
          const piece = file.slice(begun.received, begun.received + begun.piece);
          const told = await ask(begun.url, {
            method: "PUT",
            body: piece,
            headers: { "Content-Type": "application/octet-stream", "Upload-Offset": String(begun.received) },
          });
          tries = 0;
          begun.received = told.received;
          row.at(told.received);
          if (told.done) {
            remember(key, "");
            row.tell("done");
            return true;
          }
        }
      } catch (problem) {
        if (problem instanceof Refused) {
          remember(key, "");
          row.refuse(problem.message);
          return false;
        }
        if (problem instanceof SignedOut) {
          row.tell("signed_out");
          return false;
        }
        if (tries >= WAITS.length) {
          row.tell("stopped");
          return false;
        }
        row.tell("retrying");
        await back_online(WAITS[tries]);
        tries += 1;
        begun = null; /* ask again how much has arrived */
      }
    }
  }

  function sentences(form) {
    const says = {};
    for (const [name, value] of Object.entries(form.dataset)) {
      if (name.startsWith("say")) {
        const state = name.slice(3).replace(/^[A-Z]/, (c) => c.toLowerCase()).replace(/[A-Z]/g, (c) => "_" + c.toLowerCase());
        says[state] = value;
      }
    }
    return says;
  }

  async function take(form, files, list) {
    const says = sentences(form);
    const rows = files.map((file) => new Row(list, file, says));
    form.setAttribute("aria-busy", "true");
    let whole = true;
    for (const [n, file] of files.entries()) whole = (await send(form, file, rows[n])) && whole;
    form.removeAttribute("aria-busy");
    if (whole) {
      await renew(form);
      return;
    }
    const button = form.querySelector("[data-send]");
    if (button) button.hidden = false;
    list.tabIndex = -1;
    list.focus();
  }

  /* Bring the form with its files from the server again, and leave everything else that is being typed alone. */
  async function renew(form) {
    const answer = await fetch(window.location.href, { credentials: "same-origin" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const same = Array.from(fresh.querySelectorAll("form[data-upload]")).find((each) => each.dataset.begin === form.dataset.begin);
    if (!same) {
      window.location.reload();
      return;
    }
    form.replaceWith(same);
    prepare(same);
    const nav = document.querySelector(".section-nav");
    const counted = fresh.querySelector(".section-nav");
    if (nav && counted) nav.replaceWith(counted);
    const input = same.querySelector("input[type=file]");
    if (input) input.focus();
  }

  function prepare(form) {
    const input = form.querySelector("input[type=file]");
    if (!input || form.dataset.ready) return;
    form.dataset.ready = "true";
    const list = document.createElement("ul");
    list.className = "upload-rows";
    (form.querySelector("[data-upload-progress]") || form).append(list);
    const box = form.querySelector(".file-upload") || form;
    input.addEventListener("change", () => { if (input.files.length) form.requestSubmit(); });
    const button = form.querySelector("[data-send]");
    if (button) {
      button.hidden = true; /* choosing a file sends it; after a stop the button comes back */
      button.addEventListener("click", (event) => {
        event.preventDefault();
        form.requestSubmit();
      });
    }
    form.addEventListener("submit", (event) => {
      const files = Array.from(input.files || []);
      if (!files.length || form.getAttribute("aria-busy")) {
        if (form.getAttribute("aria-busy")) event.preventDefault();
        return;
      }
      event.preventDefault();
      list.replaceChildren();
      take(form, files, list);
    });
    for (const kind of ["dragenter", "dragover"]) {
      form.addEventListener(kind, (event) => { event.preventDefault(); box.classList.add("file-upload--over"); });
    }
    for (const kind of ["dragleave", "drop"]) form.addEventListener(kind, () => box.classList.remove("file-upload--over"));
    form.addEventListener("drop", (event) => {
      if (!event.dataTransfer || !event.dataTransfer.files.length) return;
      event.preventDefault();
      input.files = event.dataTransfer.files;
      form.requestSubmit();
    });
    window.addEventListener("beforeunload", (event) => {
      if (form.getAttribute("aria-busy")) event.preventDefault();
    });
  }

  const prepareAll = () => { for (const form of document.querySelectorAll("form[data-upload]")) prepare(form); };
  prepareAll();
  document.addEventListener("htmx:oobAfterSwap", prepareAll); /* documents that an answer has brought up */
})();
