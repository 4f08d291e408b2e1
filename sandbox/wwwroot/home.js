// Keeps the path, and the chapters' states and logs, current without a reload. Without JavaScript the page refreshes
// itself while chapters start.
const replace = (present, next) => {
  const selection = document.getSelection();
  const isSelected = selection && !selection.isCollapsed && present.contains(selection.anchorNode);
  if (!next || isSelected || next.textContent === present.textContent) {
    return;
  }

  const focused = present.contains(document.activeElement) ? document.activeElement : null;
  for (const details of next.querySelectorAll("details[id]")) {
    details.open = document.getElementById(details.id)?.open || details.open;
  }

  present.replaceWith(next);
  const details = focused?.closest("details")?.id;
  const again = details ? document.getElementById(details)?.querySelector("summary") : next.querySelector("a, button");
  if (focused) {
    again?.focus();
  }
};
const refresh = async () => {
  if (!document.hidden) {
    try {
      const answer = await fetch("/", { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const id of ["path", "chapters"]) {
        const present = document.getElementById(id);
        if (present) {
          replace(present, page.getElementById(id));
        }
      }
    } catch {
      // The sandbox has stopped; the page stays as it was last seen.
    }
  }
  setTimeout(refresh, document.getElementById("chapters").dataset.moving ? 1500 : 4000);
};
setTimeout(refresh, 1500);
