// Passkeys: asks the browser for one, and sends the form with its answer. Without script the form is sent without, and
// the page that comes back says what else to do. What the browser wants and gives is turned to text by webauthn-json.

const form = document.querySelector("form[data-passkey]");
const options = JSON.parse(document.getElementById("passkey-options").textContent);
const answer = form.querySelector("input[name=credential]");
const nothing = document.getElementById("no-passkey");

form.addEventListener("submit", async (event) => {
  if (answer.value || !globalThis.webauthnJSON?.supported()) return;
  event.preventDefault();
  nothing.textContent = "";
  try {
    answer.value = JSON.stringify(await globalThis.webauthnJSON[form.dataset.passkey](options));
  } catch {
    nothing.textContent = nothing.dataset.words;
    return;
  }
  form.submit();
});
