/* The time that is left of what is on, counted from the server's clock; a bell where somebody asked for it. Pages of
   the same browser follow the console. Without this file the times on the page say the same. */
(() => {
  "use strict";

  const room = "BroadcastChannel" in window ? new BroadcastChannel("xuzhi-meeting") : null;
  if (room && document.querySelector("[data-follow]")) room.onmessage = () => window.location.reload();
  else if (room) room.postMessage("turned");

  const timer = document.querySelector("[data-timer]");
  if (!timer) return;
  const ahead = Date.parse(timer.dataset.now) - Date.now();
  const until = Date.parse(timer.dataset.until);
  const shown = timer.querySelector("[data-left]");
  const said = timer.querySelector("[data-said]");
  const bell = timer.querySelector("[data-bell]");
  let sound = null;
  let before = null;

  const ring = () => {
    if (!sound) return;
    [0, 0.6, 1.2].forEach((delay) => {
      const [tone, loudness] = [sound.createOscillator(), sound.createGain()];
      const from = sound.currentTime + delay;
      tone.frequency.value = 880;
      loudness.gain.setValueAtTime(0.4, from);
      loudness.gain.exponentialRampToValueAtTime(0.001, from + 0.5);
      tone.connect(loudness).connect(sound.destination);
      tone.start(from);
      tone.stop(from + 0.5);
    });
  };
  const two = (number) => String(number).padStart(2, "0");
  const show = () => {
    const left = Math.ceil((until - Date.now() - ahead) / 1000);
    const whole = Math.abs(left);
    const clock = `${two(Math.floor(whole / 60))}:${two(whole % 60)}`;
    shown.textContent = left < 0 ? `${timer.dataset.beyond} ${clock}` : clock;
    timer.classList.toggle("timer--last", left <= 60 && left > 0);
    timer.classList.toggle("timer--over", left <= 0);
    if (before !== null && before > 60 && left <= 60) said.textContent = timer.dataset.last;
    if (before !== null && before > 0 && left <= 0) {
      said.textContent = timer.dataset.over;
      ring();
    }
    before = left;
  };

  if ("AudioContext" in window) {
    timer.querySelector("[data-bell-row]").hidden = false;
    bell.addEventListener("click", () => {
      if (sound) sound.close();
      sound = sound ? null : new AudioContext();
      bell.setAttribute("aria-pressed", String(Boolean(sound)));
    });
  }
  shown.hidden = false;
  show();
  window.setInterval(show, 250);
})();
