// Copies a letter. Without script the text is there to be marked, and the file to be downloaded.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy).textContent;
    const told = button.parentElement.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(text);
      told.textContent = "Copied";
    } catch {
      told.textContent = "Mark the text and copy it yourself";
    }
  });
}
