// What is written where there is no line: kept on this phone, sent when the line is back; every page works without it.
(() => {
  "use strict";

  const NAME = "kiriman", BOX = "[data-outbox-box]", FORM = "form[data-outbox]", SIDE = 1600, AGAIN = 30000, PAUSE = 700;
  const box = () => document.querySelector(BOX);
  if (!box() || !window.indexedDB || !window.fetch || !window.DataTransfer) return;
  const { writer } = box().dataset;
  const words = (name) => box().dataset[name] || "";

  // Two stores: what is being written (by address) and what waits to be sent (by key).
  const opened = new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("drafts", { keyPath: "id" });
      asked.result.createObjectStore("waiting", { keyPath: "id" });
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close();
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error);
  });
  const within = async (store, mode, what) => {
    const base = await opened;
    return new Promise((resolve, reject) => {
      const work = base.transaction(store, mode);
      const asked = what(work.objectStore(store));
      work.oncomplete = () => resolve(asked.result);
      work.onerror = work.onabort = () => reject(work.error);
    });
  };
  const put = (store, row) => within(store, "readwrite", (rows) => rows.put(row));
  const drop = (store, id) => within(store, "readwrite", (rows) => rows.delete(id));
  const get = (store, id) => within(store, "readonly", (rows) => rows.get(id));
  const mine = async () => (await within("waiting", "readonly", (rows) => rows.getAll()))
    .filter((row) => row.writer === writer).sort((one, other) => one.at - other.at);

  // A photograph is made small before it is kept or sent: less to pay for, and where it was taken is gone already here.
  const small = new WeakSet();
  const shrunk = async (file) => {
    if (small.has(file) || !/^image\/(jpeg|png|webp)$/.test(file.type)) return file;
    let made = file; // what cannot be made small is sent as it is, and the server says what is wrong with it
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.round(picture.width * scale));
      canvas.height = Math.max(1, Math.round(picture.height * scale));
      const drawing = canvas.getContext("2d");
      drawing.fillStyle = "#fff";
      drawing.fillRect(0, 0, canvas.width, canvas.height);
      drawing.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const data = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.82); });
      if (data) made = new File([data], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: "image/jpeg" });
    } catch { /* no picture after all */ }
    small.add(made);
    return made;
  };
  const hand = (field, files) => {
    const given = new DataTransfer();
    files.forEach((file) => given.items.add(file));
    field.files = given.files;
  };

  const address = (form) => form.getAttribute("action") || location.pathname + location.search;
  const mark = (form) => `${writer}:${address(form)}`;
  const read = async (form) => {
    const fields = [], files = [];
    for (const [name, value] of [...new FormData(form)]) {
      if (name === "csrfmiddlewaretoken") continue;
      if (!(value instanceof File)) fields.push([name, value]);
      else if (value.name) files.push([name, await shrunk(value)]);
    }
    return { fields, files };
  };
  const filesAgain = (form, row) => form.querySelectorAll("input[type=file]").forEach((field) => {
    const files = row.files.filter(([name]) => name === field.name).map(([, file]) => file);
    if (!files.length) return;
    files.forEach((file) => small.add(file));
    hand(field, files);
    const said = field.closest("[data-drop]")?.querySelector("[data-name]");
    if (said) said.textContent = files.map((file) => file.name).join(", ");
  });
  const fill = (form, row) => {
    [...form.elements].forEach((field) => {
      const known = row.fields.filter(([name]) => name === field.name).map(([, value]) => value);
      if (!known.length || field.type === "file" || field.name === "csrfmiddlewaretoken") return;
      if (field.type === "radio" || field.type === "checkbox") field.checked = known.includes(field.value);
      else [field.value] = known;
    });
    filesAgain(form, row);
  };
  const renew = (form) => {
    form.reset();
    const key = form.querySelector("[name=key]");
    if (key && crypto.randomUUID) key.value = crypto.randomUUID();
    form.querySelectorAll("[data-name]").forEach((name) => { name.textContent = ""; });
  };

  // What became of a sending: sent (with the way on), wrong (with the page), refused, out (not signed in), later.
  const posted = async (row, token) => {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", token);
    row.fields.forEach(([name, value]) => body.append(name, value));
    row.files.forEach(([name, file]) => body.append(name, file, file.name));
    const answer = await fetch(row.url, { method: "POST", body, redirect: "manual", headers: { "X-Outbox": "1" } });
    if (answer.status === 204) return { what: "sent", then: answer.headers.get("X-Then") };
    if (answer.status === 200 || answer.status === 400) {
      const page = await answer.text();
      return page.includes("data-outbox=") ? { what: "wrong", page } : { what: "refused" };
    }
    return { what: answer.status >= 500 ? "later" : "refused" };
  };
  const send = async (row) => {
    try {
      const page = await fetch(row.url, { redirect: "manual", headers: { Accept: "text/html" } });
      if (page.type === "opaqueredirect") { // to the login, or because it cannot be done any more
        const desk = await fetch(words("desk"), { redirect: "manual" });
        return { what: desk.ok ? "refused" : "out" };
      }
      if (page.status >= 500) return { what: "later" };
      const token = new DOMParser().parseFromString(await page.text(), "text/html")
        .querySelector(`${FORM} [name=csrfmiddlewaretoken]`);
      return token ? await posted(row, token.value) : { what: "refused" };
    } catch {
      return { what: "later" };
    }
  };

  // What waits is said, with the way to open or to drop it.
  const verbsOf = (row) => {
    const verbs = document.createElement("p"), away = document.createElement("button");
    verbs.className = "row-verbs";
    if (row.trouble) {
      const way = document.createElement("a");
      way.href = row.url;
      way.textContent = words("open");
      verbs.append(way);
    }
    away.type = "button";
    away.className = "btn btn-link";
    away.textContent = words("discard");
    away.addEventListener("click", async () => {
      if (!window.confirm(words("sure"))) return;
      await drop("waiting", row.id);
      show();
    });
    verbs.append(away);
    return verbs;
  };
  const line = (row) => {
    const item = document.createElement("li"), about = document.createElement("p");
    const moment = new Date(row.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    about.textContent = [row.title, moment, words(row.trouble)].filter(Boolean).join(" · ");
    item.append(about, verbsOf(row));
    return item;
  };
  const show = async (told = "") => {
    const rows = await mine();
    const waits = rows.length ? words(navigator.onLine ? "waits" : "offline").replace("{n}", rows.length) : "";
    box().hidden = !rows.length && !told;
    box().querySelector("[role=status]").textContent = [told, waits].filter(Boolean).join(" ");
    box().querySelector("ul").replaceChildren(...rows.map(line));
  };

  let busy = false;
  const flush = async () => {
    if (busy || !navigator.onLine) { await show(); return; }
    busy = true;
    let gone = 0;
    try {
      for (const row of await mine()) {
        const answer = await send(row);
        if (answer.what === "later") break;
        if (answer.what === "sent") { await drop("waiting", row.id); gone += 1; }
        else if (row.trouble !== answer.what) await put("waiting", { ...row, trouble: answer.what });
      }
    } finally {
      busy = false;
      await show(gone ? words("gone").replace("{n}", gone) : "");
    }
  };

  // The page as it came back with what is wrong: in the place of the old one, with the photographs chosen before.
  const returned = (page, row) => {
    const main = document.adoptNode(new DOMParser().parseFromString(page, "text/html").querySelector("main"));
    document.querySelector("main").replaceWith(main);
    main.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
    main.querySelectorAll(FORM).forEach((form) => filesAgain(form, row));
    (main.querySelector("[data-error-summary]") || main).focus();
    window.scrollTo(0, 0);
  };

  const sent = async (form) => {
    const row = { ...await read(form), writer, url: address(form), title: form.dataset.outbox, at: Date.now(), trouble: "" };
    row.id = form.querySelector("[name=key]").value;
    try { await put("waiting", row); } catch { form.submit(); return; } // no store: as without this script
    await show(words("sending"));
    let answer = { what: "later" };
    try { answer = await posted(row, form.querySelector("[name=csrfmiddlewaretoken]").value); } catch { /* no line */ }
    if (answer.what === "refused") answer = await send(row);
    await drop("drafts", mark(form));
    if (answer.what === "sent" || answer.what === "wrong") await drop("waiting", row.id);
    if (answer.what === "sent") { location.assign(answer.then); return; }
    if (answer.what === "wrong") { returned(answer.page, row); await show(); return; }
    if (answer.what !== "later") await put("waiting", { ...row, trouble: answer.what });
    renew(form);
    await show(words("kept"));
    box().scrollIntoView({ block: "center" });
  };
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches(FORM)) return;
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    clearTimeout(timers.get(form));
    try { await sent(form); } finally { delete form.dataset.busy; }
  }, true);

  // What is being written is kept as well, and there again when the page is opened anew.
  const timers = new WeakMap();
  const keep = async (form) => put("drafts", { id: mark(form), at: Date.now(), ...await read(form) });
  document.addEventListener("change", async (event) => {
    const field = event.target;
    if (field.type !== "file" || !field.form?.matches(FORM)) return;
    hand(field, await Promise.all([...field.files].map(shrunk)));
    keep(field.form);
  });
  document.addEventListener("input", (event) => {
    const { form } = event.target;
    if (!form?.matches(FORM) || event.target.type === "file") return;
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => keep(form), PAUSE));
  });
  const restore = async (form) => {
    if (document.querySelector("[data-error-summary]")) return false;
    const broken = (await mine()).find((row) => row.url === address(form) && row.trouble);
    const row = broken || await get("drafts", mark(form));
    if (!row) return false;
    fill(form, row);
    if (broken) { await keep(form); await drop("waiting", broken.id); }
    return true;
  };
  const begin = async () => {
    const found = await Promise.all([...document.querySelectorAll(FORM)].map(restore));
    if (found.includes(true)) await show(words("restored"));
    else await flush();
    setInterval(() => { if (!document.hidden) mine().then((rows) => { if (rows.length) flush(); }); }, AGAIN);
  };
  window.addEventListener("online", flush);
  window.addEventListener("offline", () => show());
  document.addEventListener("DOMContentLoaded", () => { begin().catch(() => { /* no store, nothing kept */ }); });
})();
