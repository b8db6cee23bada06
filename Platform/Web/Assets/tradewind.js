// What a page gains where scripts run. Everything on it works without.
"use strict";
(() => {
  const each = (root, selector, act) => root.querySelectorAll(selector).forEach(act);

  // Copy buttons are hidden until here: without a script they could do nothing.
  const showCopyButtons = (root) => {
    if (!navigator.clipboard) return;
    each(root, "[data-copy]", (button) => {
      button.hidden = false;
      // The changed word is read out.
      button.setAttribute("aria-live", "polite");
    });
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const word = button.firstChild;
    const before = word.data;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      return;
    }
    word.data = button.dataset.copied;
    setTimeout(() => {
      word.data = before;
    }, 2000);
  });

  // "/" leads to the search box, unless somebody is typing.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const box = document.querySelector("[data-search-key]");
    if (!box) return;
    event.preventDefault();
    box.focus();
  });

  // Live parts: the same page is fetched again and its part put in place of the old one. The
  // server stays the only one who makes markup. Waits longer while the server does not answer.
  const refresh = (part) => {
    const seconds = Math.max(1, Number(part.dataset.refresh) || 5);
    let pause = seconds;
    const turn = async () => {
      const shown = document.getElementById(part.id);
      if (!shown) return;
      // Somebody is reading with the keyboard or has opened a line: leave it alone.
      const busy = document.hidden || shown.contains(document.activeElement);
      if (!busy) {
        try {
          const answer = await fetch(location.href, {
            headers: { accept: "text/html" },
            credentials: "same-origin",
          });
          if (answer.redirected || answer.status === 401) return;
          if (!answer.ok) throw new Error(answer.status);
          const page = new DOMParser().parseFromString(await answer.text(), "text/html");
          const fresh = page.getElementById(part.id);
          if (fresh) {
            if (fresh.innerHTML !== shown.innerHTML) shown.replaceChildren(...fresh.childNodes);
            showCopyButtons(shown);
          }
          pause = seconds;
        } catch {
          pause = Math.min(pause * 2, 60);
        }
      }
      setTimeout(turn, pause * 1000);
    };
    setTimeout(turn, pause * 1000);
  };

  showCopyButtons(document);
  each(document, "[data-refresh][id]", refresh);
  const errors = document.querySelector("main > [data-focus]");
  if (errors && !location.hash) errors.focus({ preventScroll: false });
})();
