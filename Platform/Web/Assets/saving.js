// A draft that keeps itself where scripts run: what is typed is saved after a pause. The buttons of
// the form do what they always do.
"use strict";
(() => {
  const keep = (place) => {
    const form = place.closest("form");
    let timer;
    const save = async () => {
      const data = new URLSearchParams(new FormData(form));
      data.set("do", "autosave");
      try {
        const answer = await fetch(form.action, {
          method: "POST", body: data, credentials: "same-origin",
          headers: { accept: "application/json" },
        });
        const told = await answer.json();
        place.textContent = answer.ok ? told.saved : place.dataset.offline;
      } catch {
        place.textContent = place.dataset.offline;
      }
    };
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(save, 900);
    });
    form.addEventListener("submit", () => clearTimeout(timer));
  };

  document.querySelectorAll("[data-autosave]").forEach(keep);
})();
