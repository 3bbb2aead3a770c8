// In a unit's file: what is answered stands as text at its end, to be copied and brought in.

document.documentElement.classList.add("js-enabled");
const whole = document.querySelector("[data-offline]");
const text = document.getElementById("your-answers");
const kept = [];
const isWhole = (form) => {
  const inputs = [...form.elements].filter((one) => one.name && one.type !== "submit");
  const chosen = inputs.filter((one) => one.type === "radio" || one.type === "checkbox");
  return chosen.length ? chosen.some((one) => one.checked) : inputs.every((one) => one.value.trim());
};

for (const form of whole.querySelectorAll("form[data-question]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const data = new URLSearchParams(new FormData(form));
    if (event.submitter?.name === "unsure") data.set("unsure", "1");
    const status = form.querySelector("[data-kept]");
    if (!data.has("unsure") && !isWhole(form)) {
      status.textContent = "Answer the whole question first, or choose “I am not sure”.";
      return;
    }
    const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
    kept.push({ key, who: whole.dataset.who, question: form.dataset.question, prefix: form.dataset.prefix, data: data.toString() });
    text.value = JSON.stringify(kept);
    for (const button of form.querySelectorAll("button[type=submit]")) button.disabled = true;
    status.textContent = "Kept at the end of this page.";
    const folded = form.parentElement.querySelector("details");
    if (folded) folded.open = true;
  });
}
