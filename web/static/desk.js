// Works beside pages that are whole without it: the editor checks while
// somebody types, the projector turns pages by keys.
"use strict";

(function editor() {
  const form = document.querySelector(".cardform");
  const target = document.getElementById("cardcheck");
  if (!form || !target) return;
  const quiet = 700; // milliseconds without a key before the card is checked
  let timer, running, dirty = false;

  async function check() {
    if (running) running.abort();
    running = new AbortController();
    target.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch("/desk/check", { method: "POST", body: new URLSearchParams(new FormData(form)), signal: running.signal });
      if (answer.ok) target.innerHTML = await answer.text();
    } catch (problem) {
      if (problem.name === "AbortError") return;
    }
    target.removeAttribute("aria-busy");
  }

  // What comes first is ticked, and what is no longer ticked comes first no more.
  form.addEventListener("change", ({ target: changed }) => {
    const choices = changed.closest("details");
    if (!choices) return;
    const leader = choices.querySelector(".first select");
    if (changed === leader) choices.querySelectorAll("input").forEach((box) => { if (box.value === leader.value) box.checked = true; });
    else if (!changed.checked && changed.value === leader.value) leader.value = "";
  });

  form.addEventListener("input", () => {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(check, quiet);
  });
  form.addEventListener("submit", () => { dirty = false; });
  window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
})();

(function projector() {
  const screens = Array.from(document.querySelectorAll(".screen"));
  if (!screens.length) return;
  const forward = ["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"];
  const back = ["ArrowLeft", "ArrowUp", "PageUp", "Backspace"];

  function shown() {
    const middle = window.innerHeight / 2;
    return Math.max(0, screens.findIndex((s) => { const r = s.getBoundingClientRect(); return r.top <= middle && r.bottom > middle; }));
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("a, button") && (event.key === "Enter" || event.key === " ")) return;
    let to = shown();
    if (forward.includes(event.key)) to++;
    else if (back.includes(event.key)) to--;
    else if (event.key === "Home") to = 0;
    else if (event.key === "End") to = screens.length - 1;
    else return;
    event.preventDefault();
    const next = screens[Math.min(Math.max(to, 0), screens.length - 1)];
    next.scrollIntoView();
    next.focus({ preventScroll: true });
    history.replaceState(null, "", "#" + next.id);
  });
})();
