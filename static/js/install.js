// «Guardar en este teléfono», and the way to take it off again.
"use strict";

const KEY = "guardado en este teléfono";
const SAVED = "Listo: los formularios y la guía se abren en este teléfono aunque no haya señal.";
const FAILED = "No se pudo guardar en este navegador. Inténtelo con señal, o con otro navegador.";

export async function start(tool) {
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  said.textContent = "Guardando…";
  tool.replaceChildren(said);
  try {
    await navigator.serviceWorker.register("/sw.js");
    await navigator.serviceWorker.ready;
    localStorage.setItem(KEY, "sí");
    said.textContent = SAVED;
    tool.append(pressed("Quitar de este teléfono", remove));
    offerIcon(tool);
  } catch {
    said.textContent = FAILED;
  }
}

// Some browsers put an icon on the screen, when the page asks them at the person's press.
function offerIcon(tool) {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    const button = pressed("Poner el ícono en la pantalla", () => event.prompt().then(() => button.remove()));
    tool.append(button);
  });
  const link = document.createElement("link");
  Object.assign(link, { rel: "manifest", href: "/manifest.webmanifest" });
  document.head.append(link);
}

async function remove() {
  localStorage.removeItem(KEY);
  for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
  location.reload();
}

function pressed(words, act) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "button button-second", textContent: words });
  button.addEventListener("click", act);
  return button;
}
