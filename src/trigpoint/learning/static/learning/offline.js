// Saves a unit on this device, keeps what is answered offline, and sends it once there is a connection. Answers wait
// in IndexedDB until the site says that it has them; each has a key, so that one sent twice counts once.

const KEPT = "trigpoint-units";
const MOST = 50;

const open = () =>
  new Promise((done, failed) => {
    const asked = indexedDB.open("trigpoint-learning", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("waiting", { keyPath: "key" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });

const within = async (mode, work) => {
  const database = await open();
  return new Promise((done, failed) => {
    const turn = database.transaction("waiting", mode);
    const asked = work(turn.objectStore("waiting"));
    turn.oncomplete = () => {
      database.close();
      done(asked.result);
    };
    turn.onerror = turn.onabort = () => failed(turn.error);
  });
};

const waiting = () => within("readonly", (store) => store.getAll());
const keep = (item) => within("readwrite", (store) => store.put(item));
const forget = (key) => within("readwrite", (store) => store.delete(key));

const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
const several = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

// ---- What waits, and what the site would not take

const say = async (words = "") => {
  const place = document.querySelector("[data-queue]");
  if (!place) return;
  const items = await waiting();
  const refused = items.filter((item) => item.why);
  const rest = items.length - refused.length;
  place.replaceChildren();
  const line = (text) => {
    const row = document.createElement("p");
    row.textContent = text;
    place.append(row);
    return row;
  };
  if (words) line(words);
  if (rest) line(`${several(rest, "answer")} wait${rest === 1 ? "s" : ""} on this device and will be sent when you are online.`);
  for (const item of refused) {
    const row = line(`${item.why} `);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary";
    button.textContent = "Remove it from this device";
    button.addEventListener("click", async () => {
      await forget(item.key);
      await say();
    });
    row.append(button);
  }
  place.hidden = !place.childElementCount;
};

const SOON = 2_000;
const SELDOM = 60_000;
let sending = false;
let pause = SOON;
const send = async () => {
  if (sending || !navigator.onLine) return;
  sending = true;
  try {
    let taken = 0;
    for (;;) {
      const items = (await waiting()).filter((item) => !item.why).slice(0, MOST);
      if (!items.length) break;
      const asked = await fetch("/learn/offline/token/", { cache: "no-store" });
      const { who, token } = await asked.json();
      if (!who) {
        await say("Sign in to send what you answered. It stays on this device until then.");
        return;
      }
      const answer = await fetch("/learn/offline/answers/", {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify({ items }),
        redirect: "error",
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const found = await answer.json();
      for (const key of found.taken) await forget(key);
      for (const { key, why } of found.refused) {
        const item = items.find((one) => one.key === key);
        if (item) await keep({ ...item, why });
      }
      taken += found.taken.length;
      if (!found.taken.length && !found.refused.length) break;
    }
    await say(taken ? `${several(taken, "answer")} ${taken === 1 ? "is" : "are"} sent and counted.` : "");
    pause = SOON;
  } catch {
    // The device said that it is online before it was, or the line dropped again: try later, ever more seldom.
    await say();
    setTimeout(send, pause);
    pause = Math.min(pause * 2, SELDOM);
  } finally {
    sending = false;
  }
};

// ---- Answering on a saved page

const whole = document.querySelector("[data-offline]");
const told = (form, words) => {
  form.querySelector("[data-kept]").textContent = words;
};
const isWhole = (form) => {
  const inputs = [...form.elements].filter((one) => one.name && one.type !== "submit");
  const chosen = inputs.filter((one) => one.type === "radio" || one.type === "checkbox");
  return chosen.length ? chosen.some((one) => one.checked) : inputs.every((one) => one.value.trim());
};
const later = "Kept on this device. It is sent when you are online.";

for (const form of whole ? whole.querySelectorAll("form[data-question]") : []) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const data = new URLSearchParams(new FormData(form));
    const unsure = event.submitter?.name === "unsure";
    if (unsure) data.set("unsure", "1");
    if (!unsure && !isWhole(form)) {
      told(form, "Answer the whole question first, or choose “I am not sure”.");
      return;
    }
    const folded = form.parentElement.querySelector("details");
    if (folded) folded.open = true;
    if (!whole.dataset.who) {
      told(form, "See the answer below. Without an account it is not counted.");
      return;
    }
    const { question, prefix } = form.dataset;
    await keep({ key: newKey(), who: whole.dataset.who, question, prefix, data: data.toString() });
    for (const button of form.querySelectorAll("button[type=submit]")) button.disabled = true;
    told(form, later);
    await say();
    await send();
  });
}

whole?.querySelector("form[data-read]")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.currentTarget;
  await keep({ key: newKey(), who: whole.dataset.who, unit: whole.dataset.unit });
  form.querySelector("button").disabled = true;
  told(form, later);
  await say();
  await send();
});

// ---- Saving a unit

const saving = document.querySelector("[data-save]");
const savedNow = async () => {
  saving.querySelector("[data-save-status]").textContent = "Saved on this device.";
  saving.querySelector("[data-saved-link]").hidden = false;
};

if (saving && "serviceWorker" in navigator && "caches" in window) {
  const { save, also, worker, assets } = saving.dataset;
  const button = saving.querySelector("[data-save-button]");
  saving.hidden = false;
  caches
    .open(KEPT)
    .then((kept) => kept.match(save, { ignoreVary: true }))
    .then((there) => {
      if (!there) return;
      button.textContent = "Save it again, as it is now";
      savedNow();
    });
  button.addEventListener("click", async () => {
    button.disabled = true;
    const status = saving.querySelector("[data-save-status]");
    status.textContent = "Saving…";
    try {
      await navigator.serviceWorker.register(worker);
      await navigator.serviceWorker.ready;
      const kept = await caches.open(KEPT);
      await kept.addAll([save, also, ...assets.split(" ")]);
      await savedNow();
    } catch {
      status.textContent = "It could not be saved. Check your connection and try again, or download it as one file.";
    }
    button.disabled = false;
  });
}

// ---- What is kept here, for the page that stands in for others

const list = document.querySelector("[data-saved-list]");
if (list && "caches" in window) {
  const kept = await caches.open(KEPT);
  for (const request of await kept.keys()) {
    const path = new URL(request.url).pathname;
    if (!path.endsWith("/saved/")) continue;
    const text = await (await kept.match(request, { ignoreVary: true })).text();
    const row = document.createElement("li");
    const link = document.createElement("a");
    link.href = path;
    link.textContent = new DOMParser().parseFromString(text, "text/html").querySelector("h1").lastChild.textContent.trim();
    row.append(link);
    list.append(row);
    list.querySelector("[data-none]")?.remove();
  }
}

document.documentElement.classList.add("js-enabled");
window.addEventListener("online", send);
if ("indexedDB" in window) {
  await say();
  await send();
}
