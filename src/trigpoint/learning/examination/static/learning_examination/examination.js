// Saves an answer while it is being given, ticks the clock, and says when 10 and 5 minutes are left.
// Without this file every page has a button that saves, and shows the time as of when it was loaded.
const form = document.querySelector("[data-exam]");
const clock = document.querySelector(".exam-clock");
const said = document.querySelector("[data-saved]");
const more = form.querySelector("[name=do][value=more]");
const PAUSE = 1200;
const RETRY = 5000;
let ends = performance.now() + Number(clock.dataset.seconds) * 1000;
let left = null;
let timer = 0;
let dirty = false;
let busy = false;

function say(words, waiting = false) {
  said.textContent = words;
  said.classList.toggle("is-waiting", waiting);
}

function tick() {
  const minutes = Math.max(0, Math.ceil((ends - performance.now()) / 60000));
  if (minutes === left) return;
  const first = left === null;
  left = minutes;
  clock.querySelector("[data-left]").textContent = minutes === 1 ? "1 minute left" : `${minutes} minutes left`;
  if (!first && clock.dataset.warnings.split(" ").includes(String(minutes))) {
    document.querySelector("[data-warning]").textContent = more
      ? `${minutes} minutes left. If you need more time, there is a button for it below the question.`
      : `${minutes} minutes left.`;
  }
}

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(save, wait);
}

async function save() {
  if (!dirty || busy) return;
  busy = true;
  dirty = false;
  try {
    const answer = await fetch(location.pathname, {
      method: "POST",
      headers: { "X-Autosave": "1" },
      body: new FormData(form),
      redirect: "error",
    });
    const told = await answer.json();
    form.elements.seen.value = told.seen;
    ends = performance.now() + told.seconds * 1000;
    say(told.words, !told.saved);
  } catch {
    dirty = true;
    say("Not saved: the line is down. Stay on this page. We try again every few seconds.", true);
  }
  busy = false;
  if (dirty) later(RETRY);
}

form.addEventListener("input", () => { dirty = true; later(PAUSE); });
form.addEventListener("change", () => { dirty = true; later(PAUSE); });
window.addEventListener("online", () => later(0));
form.addEventListener("submit", (event) => {
  if (navigator.onLine) return;
  // The browser would show an error page in place of the answer.
  event.preventDefault();
  dirty = true;
  say("Not saved: the line is down. Stay on this page. We try again every few seconds.", true);
  later(RETRY);
});
tick();
setInterval(tick, 1000);
