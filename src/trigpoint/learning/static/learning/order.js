// Adds buttons that move a step up or down and number the steps anew. Without script the numbers are typed.
for (const list of document.querySelectorAll("[data-order]")) {
  const renumber = () => {
    [...list.children].forEach((row, place) => {
      row.querySelector("input").value = place + 1;
    });
  };
  for (const row of list.children) {
    const words = row.querySelector("label").textContent;
    const group = document.createElement("span");
    group.className = "learn-move";
    for (const [name, step] of [["Up", -1], ["Down", 1]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = name;
      button.setAttribute("aria-label", `${name}: ${words}`);
      button.addEventListener("click", () => {
        const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
        if (other) list.insertBefore(row, step < 0 ? other : other.nextElementSibling);
        renumber();
        button.focus();
      });
      group.append(button);
    }
    row.append(group);
  }
}
