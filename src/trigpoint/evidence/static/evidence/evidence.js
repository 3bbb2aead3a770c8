// Small helps for a portfolio. Without script every form here does the same when it is sent.

const PART = 2 * 1024 * 1024;
const PAUSE = 4000;
const TRIES = 8;

const token = (form) => form.querySelector("[name=csrfmiddlewaretoken]").value;
const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

// A photo goes as soon as it is taken.
for (const form of document.querySelectorAll("[data-send-at-once]")) {
  form.querySelector("input[type=file]").addEventListener("change", () => form.requestSubmit());
}

// A draft saves itself, a few seconds after the last letter.
const version = document.querySelector("[data-saves-itself]");
if (version) {
  const form = version.form;
  const words = form.querySelector("[data-saved-words]");
  let timer;
  let saving = Promise.resolve();
  let stopped = false;
  const save = async () => {
    if (stopped) return;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      if (answer.redirected) throw new Error("signed out");
      const said = await answer.json();
      if (answer.ok) {
        version.value = said.version;
        words.textContent = `Saved at ${new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}.`;
      } else {
        words.textContent = said.words;
        stopped = answer.status === 409;
      }
    } catch {
      words.textContent = "Not saved: no connection, or you were signed out. What you typed is still here; press Save.";
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => (saving = saving.then(save)), PAUSE);
  });
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    stopped = true;
    if (form.dataset.goes) return;
    event.preventDefault();
    await saving;
    form.dataset.goes = "yes";
    form.submit();
  });
}

// A large file goes in parts, and goes on where the line broke.
for (const form of document.querySelectorAll("[data-sends-in-parts]")) {
  const words = form.querySelector("[data-sent-words]");
  const button = form.querySelector("button");
  form.addEventListener("submit", async (event) => {
    const file = form.querySelector("input[type=file]").files[0];
    if (!file || !file.size) return;
    event.preventDefault();
    button.disabled = true;
    try {
      location.assign(await send(form, file, words));
    } catch (error) {
      words.textContent = error.message;
      button.disabled = false;
    }
  });
}

async function send(form, file, words) {
  const adults = form.querySelector("[name=adults]").value.split("\n");
  const headers = { "X-CSRFToken": token(form), "Content-Type": "application/octet-stream" };
  const begin = () =>
    fetch(form.dataset.sendsInParts, { method: "POST", headers, body: JSON.stringify({ label: file.name, size: file.size, adults }) });
  const begun = await answered(begin, words);
  let have = begun.have;
  for (;;) {
    words.textContent = `${Math.floor((100 * have) / file.size)} per cent sent.`;
    const part = file.slice(have, have + PART);
    const said = await answered(
      () => fetch(begun.url, { method: "POST", headers: { ...headers, "Upload-Offset": String(have) }, body: part }),
      words,
    );
    if (said.done) return said.done;
    have = said.have;
  }
}

async function answered(ask, words) {
  for (let turn = 0; turn < TRIES; turn += 1) {
    let answer;
    try {
      answer = await ask();
    } catch {
      words.textContent = "The connection broke. Trying again: what was sent is kept.";
      await wait(1000 * 2 ** turn);
      continue;
    }
    if (answer.redirected) throw new Error("You were signed out. Sign in again and choose the same file: it goes on where it stopped.");
    if (answer.status === 429 || answer.status >= 500) {
      await wait(1000 * 2 ** turn);
      continue;
    }
    const said = await answer.json();
    if (answer.ok || answer.status === 409) return said;
    throw new Error(said.words);
  }
  throw new Error("The connection is gone. Choose the same file again later: it goes on where it stopped.");
}

// Places of a picture are marked by dragging over them.
for (const form of document.querySelectorAll("[data-blacks-out]")) {
  const canvas = form.querySelector(".ev-canvas");
  let from;
  let box;
  const at = (event) => {
    const edge = canvas.getBoundingClientRect();
    const part = (value) => Math.min(1, Math.max(0, value));
    return [part((event.clientX - edge.left) / edge.width), part((event.clientY - edge.top) / edge.height)];
  };
  canvas.addEventListener("pointerdown", (event) => {
    from = at(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = at(event);
    if (!box && Math.hypot(to[0] - from[0], to[1] - from[1]) < 0.02) return;
    if (!box) {
      box = document.createElement("div");
      box.className = "ev-box";
      canvas.append(box);
    }
    const [left, top] = [Math.min(from[0], to[0]), Math.min(from[1], to[1])];
    const size = [Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])];
    Object.assign(box.style, { left: `${100 * left}%`, top: `${100 * top}%`, width: `${100 * size[0]}%`, height: `${100 * size[1]}%` });
    box.dataset.said = [left, top, ...size].map((value) => (1000 * value).toFixed(1)).join(",");
  });
  window.addEventListener("pointerup", () => {
    if (box) {
      const said = document.createElement("input");
      Object.assign(said, { type: "hidden", name: "box", value: box.dataset.said });
      form.append(said);
      canvas.addEventListener("click", (click) => click.preventDefault(), { once: true, capture: true });
    }
    from = box = undefined;
  });
}
