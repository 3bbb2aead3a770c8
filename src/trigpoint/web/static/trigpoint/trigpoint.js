// Small helps for those who have script. Every page works and says the same without it.

document.documentElement.classList.add("js-enabled");
document.body.classList.add("js-enabled");

// GOV.UK Frontend: focus on the error summary, no double posts. Absent from a copy built without it.
const govuk = document.querySelector('link[rel="modulepreload"]');
const summary = document.querySelector(".govuk-error-summary");
if (govuk) {
  document.body.classList.add("govuk-frontend-supported");
  import(govuk.href).then(({ initAll }) => initAll());
} else if (summary) {
  summary.focus();
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}

// What is folded on the screen is open on paper, and folded again afterwards.
let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  for (const details of opened) details.open = true;
});
window.addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
});
