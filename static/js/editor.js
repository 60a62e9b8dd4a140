// What is typed into a draft stays in this browser until the server has it; every page works without this.
(() => {
  "use strict";
  const writer = document.currentScript.dataset.writer;
  const PREFIX = "naskah:";
  const SENT = "naskah-sent"; // read by portal.js on whatever page answers
  const DAYS_KEPT = 14;
  const PATIENCE = 20000;
  const TYPED = "textarea, select, input:not([type=hidden], [type=file], [type=password], [type=submit], [type=button])";
  const WRITTEN = "textarea, input[type=text], input[type=date], input[type=number], input:not([type])";
  const forms = new Map();

  const words = (name) => document.querySelector(`template[data-words="${name}"]`).content.cloneNode(true);
  const told = (at, shape) => new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : "id-ID", shape).format(at);
  const hour = (at) => told(at, { hour: "2-digit", minute: "2-digit" });

  // What a form holds, as pairs of name and value.
  const fields = (form) => [...form.elements].filter((field) => field.name && field.matches(TYPED));
  const ticked = (field) => field.type === "checkbox" || field.type === "radio";
  const read = (form) => fields(form).filter((field) => !ticked(field) || field.checked)
    .map((field) => [field.name, field.value]);
  const same = (one, other) => JSON.stringify(one.map(([n, v]) => [n, v.trim()])) === JSON.stringify(other.map(([n, v]) => [n, v.trim()]));
  const value = (pairs, name) => (pairs.find((pair) => pair[0] === name) || ["", ""])[1];
  const fill = (form, pairs) => {
    const left = new Map();
    pairs.forEach(([name, text]) => left.set(name, [...(left.get(name) || []), text]));
    fields(form).forEach((field) => {
      const texts = left.get(field.name) || [];
      if (ticked(field)) field.checked = texts.includes(field.value);
      else if (texts.length) field.value = texts.shift();
    });
  };

  // The store; a browser that refuses it makes the page warn before it is left.
  const load = (key) => {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  };
  const drop = (key) => { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } };
  const purge = () => {
    try {
      Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => {
        const copy = load(key);
        if (!copy || !(copy.at > Date.now() - DAYS_KEPT * 86400000)) drop(key);
      });
    } catch { /* no store */ }
  };
  const keep = (form) => {
    const state = forms.get(form);
    clearTimeout(state.timer);
    state.timer = 0;
    try {
      localStorage.setItem(state.key, JSON.stringify({ at: Date.now(), fields: read(form), older: state.offered }));
      state.kept = true;
    } catch { state.kept = false; }
    return state.kept;
  };
  const forget = (form) => {
    const state = forms.get(form);
    if (!state.offered) drop(state.key);
    else try { localStorage.setItem(state.key, JSON.stringify(state.offered)); } catch { /* it stays on the page */ }
  };

  // What is said beside the button.
  const say = (form, name, at = new Date(), loud = false) => {
    const state = forms.get(form);
    const text = words(name);
    if (at) text.append(` ${hour(at)}.`);
    if (state.said === text.textContent) return;
    state.said = text.textContent;
    state.place.classList.toggle("is-unsaved", loud);
    state.place.replaceChildren(text);
  };
  const place = (form) => {
    const found = form.querySelector(".saved");
    if (found) return found;
    const made = Object.assign(document.createElement("p"), { className: "saved" });
    made.setAttribute("role", "status");
    form.append(made);
    return made;
  };
  const saysItself = (form) => form.hasAttribute("hx-post");
  const typed = (form) => {
    const state = forms.get(form);
    state.dirty = !same(read(form), state.stored);
    if (!state.dirty) { forget(form); return; }
    if (!state.timer) state.timer = setTimeout(() => {
      if (!state.dirty) return;
      if (!keep(form)) say(form, "lost", null, true);
      else if (!navigator.onLine) say(form, saysItself(form) ? "offline" : "offline-form", new Date(), true);
      else say(form, "kept");
    }, 250);
  };

  // The server has it.
  const stored = (form) => {
    const state = forms.get(form);
    state.stored = state.sent || state.stored;
    state.tries = [];
    state.said = "";
    clearTimeout(state.again);
    form.elements.attempt.value = "";
    state.place.classList.remove("is-unsaved");
    state.dirty = !same(read(form), state.stored);
    if (state.dirty) keep(form);
    else { clearTimeout(state.timer); state.timer = 0; forget(form); }
  };

  // The server may or may not have it: tell it next time what was sent, so that it is nobody else's change.
  const unanswered = (form, name) => {
    const state = forms.get(form);
    if (state.sent) {
      state.tries = [...state.tries, Object.fromEntries(["heading", "content", "body"].map((n) => [n, value(state.sent, n)]))].slice(-3);
      form.elements.attempt.value = JSON.stringify(state.tries);
    }
    state.dirty = true;
    say(form, keep(form) ? name : "lost", state.kept ? new Date() : null, true);
    clearTimeout(state.again);
    state.again = setTimeout(() => again(form), PATIENCE);
  };
  const again = (form) => { if (forms.get(form).dirty && navigator.onLine) htmx.trigger(form, "send-again"); };

  // After signing in elsewhere the forms of this page need the new session's token.
  const refreshed = async () => {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return false;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const token = page.querySelector("form [name=csrfmiddlewaretoken]");
      if (!token) return false;
      document.querySelectorAll("form [name=csrfmiddlewaretoken]").forEach((field) => { field.value = token.value; });
      return true;
    } catch { return false; }
  };

  // What was left behind is shown, then restored or thrown away.
  const label = (form, name) => {
    const field = fields(form).find((one) => one.name === name);
    return field && field.labels && field.labels.length ? field.labels[0].textContent.trim() : name;
  };
  const offer = (form, copy) => {
    const box = words("offer").firstElementChild;
    const now = read(form);
    const at = new Date(copy.at);
    box.querySelector("time").textContent = `${told(at, { day: "numeric", month: "long", year: "numeric" })}, ${hour(at)}`;
    copy.fields.filter(([name, text]) => text.trim() && value(now, name).trim() !== text.trim()).forEach(([name, text]) => {
      const row = [document.createElement("dt"), document.createElement("dd")];
      row[0].textContent = label(form, name);
      row[1].textContent = text;
      box.querySelector("dl").append(...row);
    });
    const state = forms.get(form);
    state.offered = copy;
    const done = () => {
      box.remove();
      state.offered = copy.older || null;
      if (state.offered) offer(form, state.offered);
      fields(form)[0].focus();
    };
    box.querySelector("[data-restore]").addEventListener("click", () => {
      fill(form, copy.fields);
      done();
      fields(form)[0].dispatchEvent(new Event("input", { bubbles: true }));
    });
    box.querySelector("[data-drop-copy]").addEventListener("click", () => { done(); if (state.dirty) keep(form); else forget(form); });
    form.before(box);
  };

  const enlist = (form, number, wrong) => {
    const path = form.getAttribute("action") || location.pathname;
    const key = `${PREFIX}${writer}:${path}${number ? `#${number}` : ""}`;
    const state = { key, stored: read(form), dirty: false, kept: true, sent: null, offered: null, said: "", tries: [], place: place(form), timer: 0, again: 0 };
    forms.set(form, state);
    const copy = load(key);
    if (!copy || !Array.isArray(copy.fields)) return;
    if (!same(copy.fields, state.stored)) offer(form, copy);
    else if (wrong) state.dirty = true;
    else drop(key);
  };

  const begin = () => {
    purge();
    const wrong = Boolean(document.querySelector("[data-error-summary], .theirs"));
    const seen = new Map();
    document.querySelectorAll("main form[method=post]").forEach((form) => {
      if (!form.querySelector(WRITTEN)) return;
      const path = form.getAttribute("action") || location.pathname;
      enlist(form, seen.get(path) || 0, wrong);
      seen.set(path, (seen.get(path) || 0) + 1);
    });
  };
  const all = (what) => forms.forEach((state, form) => { if (state.dirty) what(form, state); });

  const wakeUp = async () => {
    const out = [...forms].filter(([, state]) => state.out);
    if (!out.length || !await refreshed()) return;
    out.forEach(([form, state]) => { state.out = false; again(form); });
  };

  document.addEventListener("input", (event) => { if (forms.has(event.target.form)) typed(event.target.form); });
  document.addEventListener("change", (event) => { if (forms.has(event.target.form)) typed(event.target.form); });
  document.addEventListener("submit", (event) => {
    const state = forms.get(event.target);
    if (!state) return;
    keep(event.target);
    if (!navigator.onLine) { event.preventDefault(); state.dirty = true; say(event.target, "offline-form", new Date(), true); return; }
    sessionStorage.setItem(SENT, state.key);
    state.dirty = false;
  }, true);
  document.addEventListener("htmx:beforeRequest", (event) => {
    const state = forms.get(event.target);
    if (!state) return;
    state.sent = read(event.target);
    say(event.target, "saving", null);
  });
  document.addEventListener("draft-saved", (event) => { if (forms.has(event.target)) stored(event.target); });
  document.addEventListener("htmx:afterSwap", () => forms.forEach((state) => { state.said = ""; }));
  ["htmx:sendError", "htmx:timeout"].forEach((kind) => document.addEventListener(kind, (event) => {
    if (forms.has(event.target)) unanswered(event.target, "offline");
  }));
  document.addEventListener("htmx:responseError", async (event) => {
    const form = event.target;
    if (!forms.has(form)) return;
    const { status } = event.detail.xhr;
    if (status === 403 && !forms.get(form).renewed && await refreshed()) { forms.get(form).renewed = true; again(form); return; }
    if (status === 401 || status === 403) { keep(form); forms.get(form).out = true; say(form, "out", null, true); return; }
    unanswered(form, "trouble");
  });
  window.addEventListener("offline", () => all((form) => say(form, keep(form) ? (saysItself(form) ? "offline" : "offline-form") : "lost", new Date(), true)));
  window.addEventListener("online", () => all((form) => { if (saysItself(form)) again(form); else say(form, "online", null); }));
  window.addEventListener("focus", wakeUp);
  window.addEventListener("pagehide", () => all(keep));
  window.addEventListener("beforeunload", (event) => all((form, state) => { if (!keep(form) && !state.kept) event.preventDefault(); }));
  document.addEventListener("DOMContentLoaded", begin);
})();
