// Copies the link of a referee. Without script the field can be selected and copied by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    const said = button.parentElement.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = "Copied";
    } catch {
      field.select();
      said.textContent = "Press Ctrl and C to copy";
    }
  });
}
