// Keeps the chapters' states and logs current without a reload. Without JavaScript the page refreshes itself while chapters start.
const refresh = async () => {
  const present = document.getElementById("chapters");
  if (!document.hidden && !present.contains(document.getSelection()?.anchorNode ?? null)) {
    try {
      const answer = await fetch("/", { headers: { Accept: "text/html" } });
      const next = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("chapters");
      if (next && next.textContent !== present.textContent) {
        const focused = document.activeElement?.closest("details")?.id;
        for (const details of next.querySelectorAll("details[id]")) {
          details.open = document.getElementById(details.id)?.open || details.open;
        }
        present.replaceWith(next);
        if (focused) {
          document.getElementById(focused)?.querySelector("summary")?.focus();
        }
      }
    } catch {
      // The sandbox has stopped; the page stays as it was last seen.
    }
  }
  setTimeout(refresh, document.getElementById("chapters").dataset.moving ? 1500 : 8000);
};
setTimeout(refresh, 1500);
