/* Passkeys: joins a form[data-passkey] to allauth's script (login, add or confirm), when the browser knows them
   and the site has a name (browsers refuse a key to an address in figures).
   The form keeps hidden until then; a key that does not answer shows [data-passkey-failed]. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-passkey]");
  const inFigures = /^[\d.]+$|:/.test(location.hostname);
  if (!form || inFigures || !window.PublicKeyCredential || !window.allauth) return;
  const kind = form.dataset.passkey;
  const ids = { credential: form.elements.credential.id, data: "passkey-options" };
  const button = form.querySelector("#passkey-button").id;
  const forms = window.allauth.webauthn.forms;
  if (kind === "login") forms.loginForm({ ids: { ...ids, login: button } });
  if (kind === "confirm") forms.authenticateForm({ ids: { ...ids, authenticate: button } });
  if (kind === "add") forms.addForm({ ids: { ...ids, add: button, passwordless: form.elements.passwordless.id } });
  form.hidden = false;
  for (const note of document.querySelectorAll("[data-passkey-missing]")) note.hidden = true;
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    form.querySelector("[data-passkey-failed]").hidden = false;
  });
})();
