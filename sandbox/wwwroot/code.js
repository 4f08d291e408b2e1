// Marks the lines that a fragment such as #L11-L24 names, and opens the editor at the first one. A browser itself knows
// single lines only, such as #L11.
const editor = document.querySelector('a[href^="vscode:"]');
const file = editor.href;
const show = () => {
  for (const marked of document.querySelectorAll(".code .marked")) {
    marked.classList.remove("marked");
  }

  const [, first, last] = /^#L(\d+)(?:-L(\d+))?$/.exec(location.hash) ?? [];
  editor.href = first ? `${file}:${first}` : file;
  if (last) {
    const end = Math.min(Number(last), document.querySelectorAll(".code span").length);
    for (let line = Number(first); line <= end; line++) {
      document.getElementById(`L${line}`)?.classList.add("marked");
    }

    document.getElementById(`L${first}`)?.scrollIntoView();
  }
};
addEventListener("hashchange", show);
show();
