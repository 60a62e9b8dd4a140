// The end of the text has come into view: the portal is told once, as the button would; without a network nothing is lost.
(() => {
  "use strict";
  const form = document.querySelector("form[data-read]");
  if (!form || !window.IntersectionObserver) return;
  const said = form.querySelector("[role=status]");
  const tell = async () => {
    const sent = { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" }, redirect: "manual" };
    try {
      const answer = await fetch(form.action, sent);
      if (answer.status !== 204) return;
      form.querySelector("button").hidden = true;
      said.textContent = said.dataset.done;
    } catch { /* the button stays */ }
  };
  new IntersectionObserver((seen, watch) => {
    if (!seen.some((entry) => entry.isIntersecting)) return;
    watch.disconnect();
    tell();
  }, { threshold: 1 }).observe(form.querySelector("button"));
})();
