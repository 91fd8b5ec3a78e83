/* The plan editor: saves drafts by itself, orders by drag or keys. Advice while typing is htmx, in the template.
   Everything here also works without script, with the buttons of each form. */
"use strict";
(() => {
  const PAUSE_TO_SAVE = 1200; // ms without a key before saving
  const status = document.getElementById("enregistrement");
  const plan = document.getElementById("plan");

  const say = (words, state) => {
    if (!status) return;
    status.querySelector("span:last-child").textContent = words;
    status.dataset.state = state;
  };
  const post = (address, body) =>
    fetch(address, { method: "POST", body, credentials: "same-origin", headers: { "X-Preau-Autosave": "1" } });

  /* Saving: one request at a time per form, the last words always sent, the version carried from answer to request. */
  class Autosave {
    constructor(form) {
      this.form = form;
      this.timer = 0;
      this.busy = false;
      this.dirty = false;
      this.failed = false; // the last try did not reach the server
      this.undecided = false; // the server holds another text, or refused this one: it is only on this page
      this.answer = document.getElementById(form.dataset.autosave);
      form.addEventListener("input", () => this.later(PAUSE_TO_SAVE));
      form.addEventListener("change", () => this.later(0));
      if (!("leave" in form.dataset)) {
        form.addEventListener("submit", (event) => {
          event.preventDefault();
          this.later(0);
        });
      }
      addEventListener("online", () => this.dirty && this.save());
    }
    later(wait) {
      this.dirty = true;
      say("Enregistrement…", "busy");
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), wait);
    }
    async save() {
      clearTimeout(this.timer);
      if (this.busy || !this.dirty) return;
      this.busy = true;
      this.dirty = false;
      this.failed = false;
      say("Enregistrement…", "busy");
      try {
        const sent = new FormData(this.form);
        await this.show(await post(this.form.action, sent), sent);
      } catch {
        this.dirty = this.failed = true;
        say("Pas enregistré : pas de réseau. Votre texte reste ici.", "off");
        this.timer = setTimeout(() => this.save(), 5000);
      } finally {
        this.busy = false;
      }
      if (this.dirty && !this.failed) this.later(PAUSE_TO_SAVE);
    }
    async show(response, sent) {
      const kind = response.headers.get("Content-Type") || "";
      if (response.redirected || (!response.ok && ![409, 422].includes(response.status))) {
        this.dirty = this.failed = true;
        say("Pas enregistré. Gardez cette page ouverte et reconnectez-vous dans un autre onglet.", "off");
        return;
      }
      if (response.status === 409) {
        this.answer.innerHTML = await response.text();
        this.undecided = true;
        say("Deux textes à comparer.", "off");
        return;
      }
      const told = kind.includes("json") ? await response.json() : {};
      if (response.status === 422) {
        this.answer.textContent = told.refused || "";
        this.undecided = true;
        say("Pas enregistré : à corriger.", "off");
        return;
      }
      this.answer.textContent = "";
      this.undecided = false;
      this.form.elements.version.value = told.version;
      for (const [name, kept] of Object.entries(told.fields || {})) this.take(name, kept, sent.getAll(name));
      for (const [id, html] of Object.entries(told.fragments || {})) {
        const place = document.getElementById(id);
        if (place && !place.contains(document.activeElement)) place.innerHTML = html;
      }
      if (!this.dirty) say(told.saved, "done"); // what was typed since is still on its way
    }
    /* Put what the other wrote in a field left alone since it was sent. */
    take(name, kept, sent) {
      const places = [...this.form.querySelectorAll(`[name="${name}"]`)];
      if (String(new FormData(this.form).getAll(name)) !== String(sent)) return;
      for (const place of places) {
        if (place.type !== "checkbox") place.value = kept;
        else place.checked = Array.isArray(kept) ? kept.map(String).includes(place.value) : kept;
      }
    }
    get waiting() {
      return this.dirty || this.busy;
    }
  }
  const saves = [...document.querySelectorAll("form[data-autosave]")].map((form) => new Autosave(form));
  let leaving = false;
  const onlyHere = () => saves.some((one) => one.failed || one.undecided);
  /* Wait until every save under way or waiting is answered; tell whether everything typed is kept. */
  const settle = async () => {
    const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
    for (const one of saves) {
      while (one.waiting && !one.failed) await (one.busy ? pause() : one.save());
    }
    return !onlyHere();
  };
  addEventListener("beforeunload", (event) => {
    if (onlyHere() && !leaving) event.preventDefault();
  });
  addEventListener("pagehide", () => {
    for (const one of saves) {
      if (one.dirty && !leaving) navigator.sendBeacon(one.form.action, new FormData(one.form));
    }
  });
  addEventListener("pageshow", () => (leaving = false));

  /* Links and the other forms of the page: what is being typed is saved before they take us away, and they do not
     when it could not be. In « Terminer » the form itself would carry a version already past. */
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    if (!link || !plain || link.getAttribute("href").startsWith("#") || !saves.some((one) => one.waiting)) return;
    event.preventDefault();
    if (await settle()) location.assign(link.href);
  });
  document.addEventListener(
    "submit",
    async (event) => {
      const form = event.target;
      if (leaving || form.matches("[data-autosave]:not([data-leave])")) return;
      if (form.closest("[data-answer]") || !saves.some((one) => one.waiting || one.undecided)) {
        leaving = true;
        return;
      }
      event.preventDefault();
      const button = event.submitter;
      const kept = await settle();
      // « Terminer » goes all the same when the server answered: its page shows both texts, or what to correct.
      if (!kept && (!("leave" in form.dataset) || saves.some((one) => one.failed))) {
        (document.querySelector("[data-answer] .call") || status)?.scrollIntoView({ block: "center" });
        return;
      }
      leaving = true;
      form.requestSubmit(button);
    },
    true,
  );

  if (plan) {
    /* Order: drag a card by its number, or Alt+arrows where the focus is. The page comes back with the focus there. */
    const move = async (card, position) => {
      const body = new FormData();
      body.set("position", position);
      body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
      await settle();
      const response = await post(card.dataset.move, body);
      if (!response.ok) return;
      leaving = true;
      sessionStorage.setItem("preau-moved", card.id);
      location.reload();
    };
    const sibling = (one, other) => one.dataset.move.includes("objectifs") === other.dataset.move.includes("objectifs");
    let dragged = null;
    for (const card of plan.querySelectorAll("[data-card]")) {
      const handle = card.querySelector("[data-handle]");
      handle.draggable = true;
      handle.addEventListener("dragstart", (event) => {
        dragged = card;
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", card.id);
        event.stopPropagation();
      });
      handle.addEventListener("dragend", () => (dragged = null));
      card.addEventListener("dragover", (event) => dragged && sibling(dragged, card) && event.preventDefault());
      card.addEventListener("drop", (event) => {
        if (!dragged || dragged === card || !sibling(dragged, card)) return;
        event.preventDefault();
        event.stopPropagation();
        move(dragged, card.dataset.position);
      });
    }
    const moved = document.getElementById(sessionStorage.getItem("preau-moved") || "");
    sessionStorage.removeItem("preau-moved");
    moved?.querySelector("textarea, a")?.focus();

    /* Keys: Alt+O adds an objective, Alt+A an action to the objective the focus is in. */
    document.addEventListener("keydown", (event) => {
      if (!event.altKey || event.ctrlKey || event.metaKey) return;
      const card = document.activeElement.closest("[data-card]");
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      const adding = plan.querySelectorAll(`form[data-key="${event.key.toLowerCase()}"]`);
      const form = card?.closest(".obj")?.querySelector(`form[data-key="${event.key.toLowerCase()}"]`) || [...adding].at(-1);
      if (step && card) {
        event.preventDefault();
        move(card, Number(card.dataset.position) + step);
      } else if (form) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
  }
})();
