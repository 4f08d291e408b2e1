// Shows new messages without a reload. Without JavaScript, the page says that it has to be reloaded.
const live = document.getElementById("wire-live");
let source;
let isUpdating = false;
let isBehind = false;

// Names an element, so that it is found again in the next version of the page.
const keyOf = (element) => {
  const text = element.getAttribute("href") ?? element.textContent;
  return [element.closest("[id]").id, element.tagName, element.name, text].join(" ");
};

const isSelected = (element) =>
  element.contains(document.getSelection()?.anchorNode ?? null) && !document.getSelection().isCollapsed;

// One update at a time: of two answers, the older one could arrive last and stay.
const update = async () => {
  if (isUpdating || document.hidden || isSelected(document.getElementById("wire"))) {
    isBehind = true;
    return;
  }
  isUpdating = true;
  isBehind = false;
  await replace();
  isUpdating = false;
  if (isBehind) {
    update();
  }
};

const replace = async () => {
  const present = document.getElementById("wire");
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.getElementById("wire");
    if (!next) {
      return;
    }
    for (const details of next.querySelectorAll("details[id]")) {
      const old = document.getElementById(details.id);
      if (old) {
        details.open = old.open;
      }
    }
    for (const choice of next.querySelectorAll(".wire-export select, .wire-export input[type=checkbox]")) {
      const old = present.querySelector(`.wire-export [name=${choice.name}]`);
      if (old) {
        choice.value = old.value;
        choice.checked = old.checked;
      }
    }
    const focused = present.contains(document.activeElement) ? document.activeElement : undefined;
    const same = focused
      && [...next.querySelectorAll(focused.tagName)].find((element) => keyOf(element) === keyOf(focused));
    const message = focused?.closest("details[id]")?.id;
    present.replaceWith(next);
    if (same) {
      same.focus({ preventScroll: true });
    } else if (message) {
      document.getElementById(message)?.querySelector("summary")?.focus({ preventScroll: true });
    }
  } catch {
    // The sandbox has stopped. The page stays as it is.
  }
};

const say = (text) => {
  live.querySelector("span").textContent = text;
};

const begin = () => {
  source = new EventSource(live.dataset.events);
  source.addEventListener("newest", (event) => {
    if (live.dataset.newest !== event.data) {
      live.dataset.newest = event.data;
      update();
    }
  });
  source.addEventListener("open", () => say("Live: new messages appear without a reload."));
  source.addEventListener("error", () => say("Not connected to the sandbox. The page tries again."));
};

const text = document.createElement("span");
text.setAttribute("role", "status");
const button = document.createElement("button");
button.type = "button";
button.className = "secondary";
button.textContent = "Pause";
button.addEventListener("click", () => {
  if (source) {
    source.close();
    source = undefined;
    button.textContent = "Resume";
    say("Paused.");
  } else {
    button.textContent = "Pause";
    begin();
    update();
  }
});
live.replaceChildren(text, " ", button);
say("Connecting to the sandbox.");
document.addEventListener("visibilitychange", () => isBehind && source && update());
begin();
