/* The sitting: the notes save themselves. Without script each form has its button. Nothing typed is lost: what could
   not be saved stays in its field, is tried again, and the page says so before it is left. */
"use strict";
(() => {
  const PAUSE = 1000; // ms without a key before saving
  const AGAIN = 5000; // ms before a new try when the network is away
  const status = document.querySelector("#enregistrement span");
  const say = (words) => (status.textContent = words);

  class Notes {
    constructor(form) {
      this.form = form;
      this.field = form.elements.text;
      this.answer = form.querySelector("[data-answer]");
      this.kept = this.field.value;
      this.timer = 0;
      this.busy = false;
      form.addEventListener("input", () => this.later(PAUSE));
      form.addEventListener("change", () => this.later(0));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.later(0);
      });
      addEventListener("online", () => this.later(0));
    }
    get dirty() {
      return this.field.value !== this.kept;
    }
    later(wait) {
      clearTimeout(this.timer);
      if (this.dirty) this.timer = setTimeout(() => this.save(), wait);
    }
    async save() {
      if (this.busy || !this.dirty) return;
      this.busy = true;
      const sent = this.field.value;
      say("Enregistrement…");
      try {
        const headers = { "X-Preau-Autosave": "1" };
        const body = new FormData(this.form);
        const response = await fetch(this.form.action, { method: "POST", body, headers, credentials: "same-origin" });
        const json = (response.headers.get("Content-Type") || "").includes("json");
        if (!json || response.redirected) throw new Error("not saved");
        this.show(await response.json(), response.ok, sent);
      } catch {
        say("Pas enregistré. Votre texte reste ici : gardez cette page ouverte.");
        this.timer = setTimeout(() => this.save(), AGAIN);
      } finally {
        this.busy = false;
      }
    }
    show(told, ok, sent) {
      this.form.elements.version.value = told.version;
      this.answer.replaceChildren();
      if (ok) {
        this.kept = sent;
        say(told.saved);
        this.later(PAUSE); // what was typed since
        return;
      }
      say("Pas enregistré : à regarder.");
      const words = document.createElement("p");
      words.textContent = told.refused;
      this.answer.append(words);
      if (!told.theirs) return;
      const theirs = document.createElement("blockquote");
      theirs.textContent = told.theirs;
      this.answer.append(theirs);
    }
  }

  const notes = [...document.querySelectorAll("form[data-autosave]")].map((form) => new Notes(form));
  addEventListener("beforeunload", (event) => {
    if (notes.some((one) => one.dirty)) event.preventDefault();
  });
  /* Another form or a link takes us away: what is being typed is saved first. */
  const settle = async () => {
    for (const one of notes) {
      clearTimeout(one.timer);
      while (one.busy) await new Promise((resolve) => setTimeout(resolve, 50));
      await one.save();
    }
    return notes.every((one) => !one.dirty);
  };
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    if (!link || !plain || link.getAttribute("href").startsWith("#") || notes.every((one) => !one.dirty)) return;
    event.preventDefault();
    if (await settle()) location.assign(link.href);
  });
  document.addEventListener(
    "submit",
    async (event) => {
      const form = event.target;
      if (form.matches("[data-autosave], [hx-post]") || notes.every((one) => !one.dirty)) return;
      event.preventDefault();
      event.stopPropagation();
      const button = event.submitter;
      if (await settle()) form.requestSubmit(button);
    },
    true,
  );
})();
