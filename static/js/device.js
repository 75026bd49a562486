// By the person's choice, on their own device: what they write stays here, and a form that cannot
// leave waits for signal. The form's own token makes fifty retries one request.
"use strict";

const PAUSE = 15_000; // milliseconds between two tries without news of the network
const NOT_KEPT = ["formulario", "sitio_web", "archivos", "archivos_guardados", "quitar"];
const WARNING = "Cualquiera que use este aparato puede leerlo.";
const WAITS = "Espera señal y se envía sola cuando haya. Deje esta página abierta o vuelva a abrirla.";
const FULL = "Este aparato no deja guardar: no cierre la página antes de enviar.";

export function start(tool) {
  if ("filed" in tool.dataset) forget(tool.dataset.kept);
  else new Keeper(tool).open();
}

class Keeper {
  constructor(tool) {
    this.key = tool.dataset.kept;
    this.form = tool.closest("form");
    this.said = document.createElement("p");
    this.said.setAttribute("role", "status");
    tool.replaceChildren(this.said, pressed("Borrar lo guardado en este aparato", () => this.erase()));
  }

  async open() {
    const draft = read(this.key);
    // What the server gave back is newer than what lies here.
    if (draft && !document.querySelector(".error-summary, main [role=alert]")) fill(this.form, draft.fields);
    this.parcel = draft?.waits ? await taken(this.key) : null;
    this.keep();
    this.form.addEventListener("input", () => this.keep());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.pack([...new FormData(this.form)]);
    });
    addEventListener("online", () => this.deliver());
    if (!this.parcel) return;
    this.form.elements.formulario.value = new Map(this.parcel).get("formulario");
    this.deliver();
  }

  keep() {
    const draft = { fields: answers(this.form), at: Date.now(), waits: Boolean(this.parcel) };
    try {
      localStorage.setItem(this.key, JSON.stringify(draft));
      this.say(this.parcel ? WAITS : `Guardado en este aparato a las ${hour()}.`);
    } catch {
      this.say(FULL);
    }
  }

  say(words) {
    this.said.textContent = `${words} ${WARNING}`;
  }

  async erase() {
    await forget(this.key);
    location.reload();
  }

  async pack(parcel) {
    this.parcel = parcel;
    await shelf("readwrite", (parcels) => parcels.put(parcel, this.key)).catch(() => null);
    this.keep();
    await this.deliver();
  }

  async deliver() {
    if (!this.parcel || this.isBusy) return;
    this.isBusy = true;
    clearTimeout(this.timer);
    this.say("Enviando…");
    const answer = await post(this.form.action, this.parcel);
    this.isBusy = false;
    if (answer.filed) {
      await forget(this.key);
      location.assign(answer.filed);
    } else if (answer.token) {
      // The old one is too old and filed nothing: the server gave another.
      this.form.elements.formulario.value = answer.token;
      await this.pack(this.parcel.map(([name, value]) => [name, name === "formulario" ? answer.token : value]));
    } else if (answer.refused) {
      await this.show();
    } else {
      this.say(WAITS);
      this.timer = setTimeout(() => this.deliver(), PAUSE);
    }
  }

  // Something is missing: the page says what, and has everything that was written.
  async show() {
    const files = this.parcel.filter(([name, value]) => name === "archivos" && value.name);
    const carrier = new DataTransfer();
    for (const [, file] of files) carrier.items.add(file);
    this.form.elements.archivos.files = carrier.files;
    this.parcel = null;
    this.keep();
    this.form.submit();
  }
}

// The address of what was filed; another token; or that something is missing. Nothing: try later.
async function post(address, parcel) {
  const body = new FormData();
  for (const [name, value] of parcel) body.append(name, value);
  try {
    const answer = await fetch(address, { method: "POST", body });
    if (answer.status >= 500 || answer.status === 429) return {};
    if (answer.redirected) return { filed: answer.url };
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("[name=formulario]")?.value;
    return token && token !== body.get("formulario") ? { token } : { refused: true };
  } catch {
    return {};
  }
}

const answers = (form) =>
  [...new FormData(form)].filter(([name, value]) => value && !NOT_KEPT.includes(name));

function fill(form, fields) {
  for (const [name, value] of fields) {
    for (const control of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (!["checkbox", "radio"].includes(control.type)) control.value = value;
      else if (control.value === value) control.checked = true;
      control.closest("details")?.setAttribute("open", "");
    }
  }
}

const hour = () => new Date().toLocaleTimeString("es-CO", { hour: "numeric", minute: "2-digit" });

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

const taken = (key) => shelf("readonly", (parcels) => parcels.get(key)).catch(() => null);

async function forget(key) {
  localStorage.removeItem(key);
  await shelf("readwrite", (parcels) => parcels.delete(key)).catch(() => null);
}

// One act upon the parcels that wait; files fit there and not in the storage of drafts.
function shelf(mode, act) {
  return new Promise((done, fail) => {
    const opening = indexedDB.open("portal", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("parcels");
    opening.onerror = () => fail(opening.error);
    opening.onsuccess = () => {
      const asked = act(opening.result.transaction("parcels", mode).objectStore("parcels"));
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
    };
  });
}

function pressed(words, act) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "button button-second", textContent: words });
  button.addEventListener("click", act);
  return button;
}
