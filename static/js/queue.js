// The queue by keyboard: j and k walk its rows, Enter opens one, x marks it. Only while the focus is
// in the list, so that nobody's own shortcuts or dictation are in the way.
"use strict";

const queue = document.querySelector("[data-queue]");
if (queue) {
  const links = [...queue.querySelectorAll("tbody .whole")];
  const hint = document.createElement("p");
  hint.className = "quiet unprinted queue-keys";
  hint.textContent = "Con el teclado, dentro de la lista: j y k bajan y suben, Enter abre, x marca.";
  queue.after(hint);
  queue.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const row = event.target.closest("tbody tr");
    if (!row) return;
    const place = links.indexOf(row.querySelector(".whole"));
    const step = { j: 1, k: -1 }[event.key];
    if (step) links[place + step]?.focus();
    else if (event.key === "x") row.querySelector("input")?.click();
    else return;
    event.preventDefault();
  });
}
