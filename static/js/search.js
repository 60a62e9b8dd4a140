// The search box: arrow keys walk through what is suggested, Escape puts it away; new results are announced.
(() => {
  "use strict";

  const improve = (box) => {
    const field = box.querySelector("input");
    const place = box.querySelector(".suggested");
    let at = -1;
    const options = () => [...place.querySelectorAll("a")];
    const mark = (number) => {
      const all = options();
      at = all.length ? (number + all.length) % all.length : -1;
      all.forEach((option, n) => option.setAttribute("aria-selected", n === at ? "true" : "false"));
      if (at >= 0) field.setAttribute("aria-activedescendant", all[at].id);
      else field.removeAttribute("aria-activedescendant");
    };
    const close = () => { place.replaceChildren(); shown(); };
    const shown = () => {
      const list = place.querySelector("ul");
      at = -1;
      field.removeAttribute("aria-activedescendant");
      field.setAttribute("aria-expanded", list ? "true" : "false");
      if (!list) return;
      list.setAttribute("role", "listbox");
      list.querySelectorAll("li").forEach((item) => item.setAttribute("role", "presentation"));
      options().forEach((option, n) => {
        option.id = `${place.id}-${n}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
      });
    };
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", place.id);
    shown();
    place.addEventListener("htmx:afterSwap", () => (document.activeElement === field ? shown() : close()));
    field.addEventListener("keydown", (event) => {
      const all = options();
      if (!all.length) return;
      if (event.key === "ArrowDown") mark(at + 1);
      else if (event.key === "ArrowUp") mark(at < 0 ? all.length - 1 : at - 1);
      else if (event.key === "Enter" && at >= 0) all[at].click();
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });
    document.addEventListener("click", (event) => { if (!box.contains(event.target)) close(); });
    box.addEventListener("focusout", (event) => { if (!box.contains(event.relatedTarget)) setTimeout(close, 150); });
    field.form.addEventListener("submit", close);
  };
  document.querySelectorAll("[data-suggest]").forEach(improve);

  // Who followed a link inside the results goes on from their head; who types stays in the field.
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "hasil") return;
    const count = document.getElementById("jumlah");
    if (count && document.activeElement === document.body) count.focus({ preventScroll: true });
  });
})();
