// A draft that keeps itself where scripts run: what is typed is saved after a pause. The buttons of
// the form do what they always do.
"use strict";
(() => {
  const keep = (place) => {
    const form = place.closest("form");
    let timer;
    let busy = false;
    let again = false;
    let stopped = false;
    let pressed;
    const save = async () => {
      if (stopped) return;
      if (busy) {
        again = true;
        return;
      }
      busy = true;
      const data = new URLSearchParams(new FormData(form));
      data.set("do", "autosave");
      try {
        const answer = await fetch(form.action, {
          method: "POST", body: data, credentials: "same-origin",
          headers: { accept: "application/json" },
        });
        const told = await answer.json();
        if (answer.ok) {
          if (form.elements.version) form.elements.version.value = told.version;
          place.textContent = told.saved;
        } else if (answer.status === 409) {
          // Somebody else has saved since: going on would overwrite it.
          stopped = true;
          const language = document.documentElement.lang.slice(0, 2);
          place.textContent = `${told.message[language]} ${told.fix[language]}`;
        } else {
          place.textContent = place.dataset.offline;
        }
      } catch {
        place.textContent = place.dataset.offline;
      } finally {
        busy = false;
        if (pressed) {
          again = false;
          form.requestSubmit(pressed);
        } else if (again) {
          again = false;
          save();
        }
      }
    };
    form.addEventListener("input", () => {
      clearTimeout(timer);
      if (!stopped) timer = setTimeout(save, 900);
    });
    // A button pressed while something is being saved waits for the version that is kept.
    form.addEventListener("submit", (event) => {
      clearTimeout(timer);
      if (!busy) return;
      event.preventDefault();
      pressed = event.submitter;
    });
  };

  document.querySelectorAll("[data-autosave]").forEach(keep);
})();
