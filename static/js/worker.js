// The portal on a telephone of somebody who asked for it: the forms and the guide open without signal.
// The server puts KEPT before this: pages, forms, assets, and the name of this version.
"use strict";

const OFFLINE = "/sin-senal";
const OLD = 6 * 60 * 60_000; // milliseconds: a form that was opened longer ago may expire while it waits

self.addEventListener("install", (event) => event.waitUntil(fill().then(() => self.skipWaiting())));

self.addEventListener("activate", (event) => event.waitUntil(clear().then(() => self.clients.claim())));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "POST" && KEPT.forms.includes(pathname)) {
    // A form's token serves one filing: this copy is spent.
    event.waitUntil(shelf().then((kept) => kept.delete(pathname)));
  } else if (request.method === "GET" && pathname.startsWith("/static/")) {
    event.respondWith(caches.match(request).then((found) => found ?? fetch(request)));
  } else if (request.mode === "navigate" && request.method === "GET") {
    event.respondWith(page(event, pathname));
  }
});

// From the network; without it the copy, or what says that there is no signal.
async function page(event, pathname) {
  try {
    const answer = await fetch(event.request);
    event.waitUntil(renew());
    return answer;
  } catch {
    const kept = await shelf();
    return (await kept.match(pathname)) ?? (await kept.match(OFFLINE));
  }
}

const shelf = () => caches.open(KEPT.version);

async function fill() {
  const kept = await shelf();
  await kept.addAll(KEPT.assets);
  await Promise.all([...KEPT.pages, ...KEPT.forms].map((path) => copy(kept, path)));
}

// A copy of its own, never the page that somebody sees: nobody's session is in it, and its token is new.
async function copy(kept, path) {
  const answer = await fetch(path, { credentials: "omit", cache: "no-store" });
  if (answer.ok) await kept.put(path, answer);
}

async function renew() {
  const kept = await shelf();
  for (const path of KEPT.forms) {
    const found = await kept.match(path);
    const age = found ? Date.now() - Date.parse(found.headers.get("Date")) : Infinity;
    if (!(age < OLD)) await copy(kept, path).catch(() => null);
  }
}

async function clear() {
  for (const name of await caches.keys()) if (name !== KEPT.version) await caches.delete(name);
}
