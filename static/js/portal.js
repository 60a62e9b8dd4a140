// Small improvements; every page works without them.
(() => {
  "use strict";

  // A copyable link: the button appears only where copying works.
  const copyLinks = (root) => root.querySelectorAll("[data-copy]:not([data-ready])").forEach((box) => {
    const field = box.querySelector("input, textarea");
    const button = box.querySelector("button");
    const said = box.querySelector("[role=status]");
    box.dataset.ready = "";
    field.addEventListener("focus", () => field.select());
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(field.value);
      said.textContent = button.dataset.done;
    });
  });

  // A drop zone: a file may be dropped on the label of a plain file field; its name is shown.
  const dropZones = (root) => root.querySelectorAll("[data-drop]:not([data-ready])").forEach((zone) => {
    const field = zone.querySelector("input[type=file]");
    const name = zone.querySelector("[data-name]");
    const show = () => { name.textContent = [...field.files].map((file) => file.name).join(", "); };
    zone.dataset.ready = "";
    field.addEventListener("change", show);
    ["dragenter", "dragover"].forEach((kind) => zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.add("is-over");
    }));
    ["dragleave", "drop"].forEach((kind) => zone.addEventListener(kind, () => zone.classList.remove("is-over")));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      if (!event.dataTransfer.files.length) return;
      field.files = event.dataTransfer.files;
      show();
      if (zone.dataset.drop === "submit") field.form.requestSubmit();
    });
  });

  // A menu closes on Escape and on a click elsewhere.
  const closeMenus = (except) => document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (menu !== except) menu.open = false;
  });
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  // A form is sent once: the second click on its button does nothing.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => { delete form.dataset.sent; }, 5000);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; }));

  // Who leaves the portal takes along what the editor kept in this browser.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-forget]")) return;
    window.indexedDB?.deleteDatabase("kiriman"); // and what waited to be sent (outbox.js)
    try {
      Object.keys(localStorage).filter((key) => key.startsWith("naskah:")).forEach((key) => localStorage.removeItem(key));
    } catch { /* no store, nothing kept */ }
  });

  // What the editor sent is stored: the page that answers, whichever it is, says so, and the copy goes.
  try {
    const sent = sessionStorage.getItem("naskah-sent");
    sessionStorage.removeItem("naskah-sent");
    if (sent && document.querySelector(".messages .tone-success")) localStorage.removeItem(sent);
  } catch { /* no store, nothing kept */ }

  const improve = (root) => { copyLinks(root); dropZones(root); };
  document.addEventListener("DOMContentLoaded", () => {
    improve(document);
    const summary = document.querySelector("[data-error-summary]");
    if (summary) summary.focus();
  });
  document.addEventListener("htmx:load", (event) => improve(event.target));
})();
