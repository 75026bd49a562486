// «Cuente su caso hablando»: a voice note recorded here, heard again, and sent as one more file.
"use strict";

const KINDS = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];
const ENDINGS = { "audio/ogg": "ogg", "audio/webm": "webm", "audio/mp4": "m4a" };
const LONGEST = 5 * 60_000; // milliseconds
const NO_MICROPHONE = "No pudimos usar el micrófono. Dé permiso en el navegador, o grabe con otra aplicación y adjunte el archivo.";

export function start(tool) {
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  const button = tool.querySelector("button");
  const label = button.textContent;
  tool.append(said);
  let recorder = null;

  const begin = async () => {
    said.textContent = "";
    try {
      recorder = await recording();
    } catch {
      said.textContent = NO_MICROPHONE;
      return;
    }
    button.textContent = "Terminar la grabación";
    said.textContent = "Grabando. Puede hablar hasta cinco minutos.";
    recorder.done.then(finish);
  };
  const list = tool.parentElement;
  const finish = async (file) => {
    recorder = null;
    await begun(list);
    button.textContent = label;
    const heard = new Audio(URL.createObjectURL(file));
    heard.controls = true;
    said.replaceChildren("Quedó en la lista de archivos. Escúchela: ", heard);
    list.dispatchEvent(new CustomEvent("recorded", { detail: file }));
  };
  const press = () => (recorder ? recorder.stop() : begin());
  button.addEventListener("click", press);
  begin();
}

// The list of files, where the recording goes.
async function begun(list) {
  if (list.dataset.used) return;
  list.dataset.used = "yes";
  (await import(list.dataset.tool)).start(list);
}

// A recorder that runs; `done` gives the file. The microphone is let go when it stops.
async function recording() {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const type = KINDS.find((one) => MediaRecorder.isTypeSupported(one));
  const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 24_000 });
  const parts = [];
  recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
  const done = new Promise((finished) => {
    recorder.addEventListener("stop", () => {
      for (const track of stream.getTracks()) track.stop();
      const kind = recorder.mimeType.split(";")[0];
      const name = `nota de voz ${new Date().toTimeString().slice(0, 5).replace(":", "-")}`;
      finished(new File(parts, `${name}.${ENDINGS[kind] ?? "ogg"}`, { type: kind }));
    });
  });
  recorder.start();
  const timer = setTimeout(() => recorder.stop(), LONGEST);
  done.then(() => clearTimeout(timer));
  return { done, stop: () => recorder.state !== "inactive" && recorder.stop() };
}
