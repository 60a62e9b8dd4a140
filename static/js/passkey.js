// Joins a page's passkey button to allauth's own script; the button appears only where passkeys work.
document.addEventListener("DOMContentLoaded", () => {
  "use strict";
  const box = document.querySelector("[data-passkey]");
  if (!box || !window.PublicKeyCredential) return;
  const { passkey, ...ids } = box.dataset;
  window.allauth.webauthn.forms[passkey]({ ids });
  box.hidden = false;
  document.addEventListener("allauth.error", () => {
    const said = document.querySelector("[data-passkey-said]");
    if (said) said.hidden = false;
  });
});
