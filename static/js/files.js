// What somebody chooses to send: shown as a list from which each can be taken out again, with the
// photographs made smaller on the device, because every megabyte costs its owner time and money.
"use strict";

const LONGEST = 1600; // pixels: a page of text stays readable
const SMALL = 300_000; // bytes that are not worth the work
const HEAVIEST = 10 * 1024 * 1024; // bytes: the server takes no more (MAX_FILE_BYTES)

export function start(tool) {
  const input = tool.querySelector("[type=file]");
  const list = document.createElement("ul");
  list.className = "links";
  list.setAttribute("role", "status");
  input.after(list);
  const most = Number(input.dataset.most);
  let chosen = [];

  const show = (words) => {
    const carrier = new DataTransfer();
    for (const file of chosen) carrier.items.add(file);
    input.files = carrier.files;
    const lines = chosen.map((file) => line(file, () => show(without(file))));
    list.replaceChildren(...lines, ...(words ? [item(words)] : []));
  };
  const without = (file) => {
    chosen = chosen.filter((one) => one !== file);
    return `Quitamos «${file.name}».`;
  };
  const add = async (files) => {
    list.replaceChildren(item("Preparando…"));
    const ready = [];
    for (const file of files) ready.push(await smaller(file));
    const heavy = ready.filter((file) => file.size > HEAVIEST);
    const fresh = ready.filter((file) => !heavy.includes(file) && !chosen.some((one) => isSame(one, file)));
    const fits = fresh.slice(0, most - chosen.length);
    chosen = [...chosen, ...fits];
    const left = fresh.slice(fits.length);
    show([
      heavy.length ? `Pesa más de 10 MB y no va: ${named(heavy)}.` : "",
      left.length ? `No cabe ${named(left)}: son máximo ${most}.` : "",
    ].filter(Boolean).join(" "));
  };
  input.addEventListener("change", () => add([...input.files]));
  tool.addEventListener("recorded", (event) => add([event.detail]));
  if (input.files.length) add([...input.files]);
}

// Drawn again, which also leaves out where it was taken; as it was where that does not help.
async function smaller(file) {
  if (!/^image\/(jpeg|webp|png)$/.test(file.type) || file.size < SMALL) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const drawn = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8));
    if (!drawn || drawn.size >= file.size) return file;
    return new File([drawn], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  } catch {
    return file;
  }
}

const named = (files) => files.map((file) => `«${file.name}»`).join(", ");

const isSame = (one, other) => one.name === other.name && one.size === other.size;

function item(words) {
  const element = document.createElement("li");
  element.textContent = words;
  return element;
}

function line(file, remove) {
  const element = item(`${file.name} (${size(file.size)}) `);
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "button button-link", textContent: "Quitar" });
  button.setAttribute("aria-label", `Quitar ${file.name}`);
  button.addEventListener("click", remove);
  element.append(button);
  return element;
}

function size(bytes) {
  const [number, unit] = bytes < 1e6 ? [Math.ceil(bytes / 1000), "KB"] : [bytes / 1e6, "MB"];
  return `${number.toLocaleString("es-CO", { maximumFractionDigits: 1 })} ${unit}`;
}
