// Adds a copy button to every value marked data-copy. Without JavaScript, values are simply selected and copied.
for (const value of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.setAttribute("aria-label", "Copy " + value.textContent);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(value.textContent);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Not allowed";
    }
    button.setAttribute("aria-label", button.textContent + ": " + value.textContent);
    setTimeout(() => {
      button.textContent = "Copy";
      button.setAttribute("aria-label", "Copy " + value.textContent);
    }, 2000);
  });
  value.after(" ", button);
}
