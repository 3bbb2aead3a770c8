// Results while one types. Without script the button brings the same list on a page of its own.

const WAIT_MS = 250;
const form = document.querySelector("[data-suggestions]");
const field = form.querySelector("input");
const results = document.getElementById("results");

// How many were found is spoken; the list itself is not, or each letter would read out fifteen schools.
const spoken = document.createElement("p");
spoken.className = "tp-hidden";
spoken.setAttribute("role", "status");
form.after(spoken);

let waiting;
let asked = field.value;
field.setAttribute("autocomplete", "off");
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(ask, WAIT_MS);
});

async function ask() {
  const typed = field.value;
  if (typed.trim() === asked.trim()) return;
  asked = typed;
  try {
    const answer = await fetch(`${form.dataset.suggestions}?q=${encodeURIComponent(typed)}`);
    if (!answer.ok || asked !== typed) return;
    results.innerHTML = await answer.text();
    spoken.textContent = results.querySelector(".schools-count")?.textContent.trim() ?? "";
  } catch {
    // The line is down: the button still works when it is back.
  }
}
