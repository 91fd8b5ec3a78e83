/* The keys of the queue. Each does what a link, a button or a panel of the page does: without script nothing is lost.
   They never act inside a field, nor with another key held, and can be switched off for good. */
"use strict";
(() => {
  const STORED = "preau.keys.off";
  const button = document.querySelector("[data-keys]");
  let on = true;
  try {
    on = localStorage.getItem(STORED) !== "1";
  } catch {
    // nothing is kept: they start switched on
  }
  const say = () => {
    if (!button) return;
    button.hidden = false;
    button.textContent = `Raccourcis du clavier : ${on ? "en marche" : "arrêtés"}`;
  };
  button?.addEventListener("click", () => {
    on = !on;
    try {
      localStorage.setItem(STORED, on ? "" : "1");
    } catch {
      // kept for this page alone
    }
    say();
  });

  const typing = (goal) => goal.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

  // A panel opens on its first field still to fill, or on its confirmation when nothing is missing.
  const unfold = (panel) => {
    panel.open = true;
    (panel.querySelector(":is(select, textarea, input):invalid") ?? panel.querySelector("[data-confirm]") ?? panel.querySelector("summary")).focus();
    panel.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", (event) => {
    if (!on || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const key = event.key.toLowerCase();
    // What was just done is taken back, never something older in its place.
    const undo = document.querySelector(".toast") ? ".toast form button" : "#h-fait + ul button";
    const goal = key === "u" ? document.querySelector(undo) : document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!goal) return;
    event.preventDefault();
    if (goal.matches("details")) unfold(goal);
    else goal.click();
  });

  say();
})();
