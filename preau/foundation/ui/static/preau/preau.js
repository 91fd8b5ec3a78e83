/* Préau: what JavaScript adds. Every page works without it; nothing here submits anything by itself.
   In a template:  <button type="button" data-print hidden>  prints, one with data-copy="words" copies;
   [data-focus] inside a fragment takes the focus when htmx brings it in (a new title, most often). */
(() => {
  "use strict";

  // Menus of the band: Escape or a click elsewhere closes them.
  const openMenus = () => document.querySelectorAll("details.acting[open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      const held = menu.contains(document.activeElement);
      menu.open = false;
      if (held) menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
    if (event.target.closest("[data-print]")) window.print();
    const copied = event.target.closest("[data-copy]");
    if (copied) {
      const words = copied.querySelector("span");
      navigator.clipboard.writeText(copied.dataset.copy).then(() => (words.textContent = "Adresse copiée"));
    }
    const close = event.target.closest("[data-close]");
    if (close) close.closest(".toast").remove();
  });

  // The tab of the page shows, wherever it is in a row that slides.
  document.querySelector(".nav [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });

  // A second click on the same button sends nothing twice.
  const AGAIN = 5000; // ms
  const sent = new WeakMap();
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (event.timeStamp - (sent.get(event.target) ?? -AGAIN) < AGAIN) event.preventDefault();
    else sent.set(event.target, event.timeStamp);
  });

  // What only makes sense with JavaScript is hidden until it is there; a toast can be put away.
  const dress = () => {
    for (const button of document.querySelectorAll("[data-print][hidden]")) button.hidden = false;
    if (navigator.clipboard) for (const button of document.querySelectorAll("[data-copy][hidden]")) button.hidden = false;
    for (const toast of document.querySelectorAll(".toast:not(:has([data-close]))")) {
      const close = document.createElement("button");
      close.type = "button";
      close.dataset.close = "";
      close.textContent = "Fermer";
      toast.append(close);
    }
  };

  // After a fragment: the list of what to correct takes the focus, else the new title.
  const lead = (root) => {
    const goal = root.querySelector(".errors") || root.querySelector("[data-focus]");
    if (!goal) return;
    goal.tabIndex = -1;
    goal.focus();
  };

  // A form that could not be sent says so; what only helps (advice, a preview) fails in silence.
  const say = (context, words) => {
    if (!context.sourceElement.matches("form, form button")) return;
    const notices = document.getElementById("notices");
    if (!notices) return;
    const box = document.createElement("div");
    const text = document.createElement("p");
    box.className = "call bad";
    text.textContent = words;
    box.append(text);
    notices.replaceChildren(box);
    box.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("htmx:after:swap", (event) => {
    const target = event.detail.ctx.target;
    const root = !target || target.isConnected ? target : document.getElementById(target.id);
    dress();
    if (root) lead(root);
  });
  document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
    const status = ctx.response.status;
    if (status === 409 || status === 422) return; // the fragment itself says what to do
    say(
      ctx,
      status === 401 || status === 403
        ? "Ce n’est plus permis ici : votre session est peut-être finie. Votre texte est encore à l’écran. Copiez-le, puis rechargez la page."
        : "Nous n’avons pas pu enregistrer. Votre texte est encore à l’écran. Copiez-le, puis réessayez.",
    );
  });
  document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
    if (ctx && !ctx.response) say(ctx, "Pas enregistré : pas de réseau. Votre texte reste ici.");
  });

  dress();
})();
