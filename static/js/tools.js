// A tool is fetched when somebody wants it, or when this device keeps something of it.
const kept = (key) => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};
for (const tool of document.querySelectorAll("[data-tool]")) {
  const use = async () => {
    if (tool.dataset.used) return;
    tool.dataset.used = "yes";
    try {
      (await import(tool.dataset.tool)).start(tool);
    } catch {
      delete tool.dataset.used; // without signal it did not come: the next press asks again
    }
  };
  if (kept(tool.dataset.kept)) use();
  else tool.querySelector("button, [type=file]")?.addEventListener("click", use);
  tool.hidden = false;
}
