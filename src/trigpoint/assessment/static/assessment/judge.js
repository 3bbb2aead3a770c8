// Saves a judgement while it is written, 3 seconds after the last change. Without script, Save does the same.
const form = document.querySelector("[data-autosave]");
if (form) {
  const said = form.querySelector("[data-saved]");
  let waiting = 0;
  let going = false;
  const save = async () => {
    if (going) {
      waiting = setTimeout(save, 1000);
      return;
    }
    going = true;
    try {
      const answer = await fetch(location.pathname, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Autosave": "1" },
        redirect: "error",
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const told = await answer.json();
      form.elements.version.value = told.version;
      said.textContent = told.clashed
        ? "You saved this in another window too. Both are kept: press Save to compare them."
        : `Saved ${told.at}`;
    } catch {
      said.textContent = "Not saved just now. Press Save, or go on: we try again after your next change.";
    }
    going = false;
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, 3000);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
}
