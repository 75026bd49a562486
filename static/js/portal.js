// Small comforts. Every page does its work without this file.
"use strict";

// One click sends once. The button waits, so that nobody doubts and presses again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  // What opens a paper beside the page, or brings a file, may be asked for again.
  if (form.method !== "post" || form.target || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  const button = event.submitter;
  if (!button) return;
  button.setAttribute("aria-disabled", "true");
  button.dataset.label = button.textContent;
  button.textContent = "Enviando…";
});

// The browser's "back" may bring the page as it was left: ready to send again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[data-label]")) {
      button.removeAttribute("aria-disabled");
      button.textContent = button.dataset.label;
    }
  }
});

// Buttons that only a script can serve stay hidden until there is one.
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
