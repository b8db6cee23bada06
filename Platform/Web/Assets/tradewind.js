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
            // What is done changes no more.
            if (!("refresh" in fresh.dataset)) return;
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

  // Suggestions below the search box: a list of options in the pattern of a combobox. Enter without
  // a choice searches as it does where no scripts run.
  const suggest = (box) => {
    const list = document.createElement("ul");
    list.id = "site-search-list";
    list.className = "suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", box.getAttribute("placeholder"));
    list.hidden = true;
    box.form.append(list);
    for (const [name, value] of [
      ["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", list.id],
      ["aria-autocomplete", "list"],
    ]) box.setAttribute(name, value);
    let chosen = -1;
    let timer;
    let asked = "";
    const close = () => {
      list.hidden = true;
      chosen = -1;
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
    };
    const choose = (place) => {
      const options = list.children;
      if (!options.length) return;
      chosen = (place + options.length) % options.length;
      each(list, "li", (option) => option.setAttribute("aria-selected", "false"));
      options[chosen].setAttribute("aria-selected", "true");
      options[chosen].scrollIntoView({ block: "nearest" });
      box.setAttribute("aria-activedescendant", options[chosen].id);
    };
    const show = (groups) => {
      list.replaceChildren();
      for (const group of groups) {
        for (const item of group.items) {
          const option = document.createElement("li");
          option.id = `site-search-${list.children.length}`;
          option.setAttribute("role", "option");
          option.setAttribute("aria-selected", "false");
          option.dataset.page = item.page;
          const kind = document.createElement("span");
          kind.className = "suggestion-kind";
          kind.textContent = group.title;
          option.append(item.title, kind);
          list.append(option);
        }
      }
      list.hidden = !list.children.length;
      chosen = -1;
      box.setAttribute("aria-expanded", String(!list.hidden));
    };
    const ask = async () => {
      const words = box.value.trim();
      if (words.length < 2) return close();
      asked = words;
      const language = document.documentElement.lang.slice(0, 2);
      const query = new URLSearchParams({ q: words, limit: "4", language });
      try {
        const answer = await fetch(`/api/v1/search?${query}`, { credentials: "same-origin" });
        // Somebody has typed on meanwhile, or has left.
        if (!answer.ok || asked !== words || document.activeElement !== box) return;
        show((await answer.json()).groups);
      } catch {
        close();
      }
    };
    box.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, 200);
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
      if (list.hidden) return;
      if (event.key === "ArrowDown") choose(chosen + 1);
      else if (event.key === "ArrowUp") choose(chosen - 1);
      else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.page);
      else return;
      event.preventDefault();
    });
    box.addEventListener("blur", () => setTimeout(close, 150));
    list.addEventListener("mousedown", (event) => {
      const option = event.target.closest("[data-page]");
      if (option) location.assign(option.dataset.page);
    });
  };

  // Lists that are worked through: keys lead from row to row. Whoever does not want single keys
  // switches them off, and that is remembered.
  const rowKeys = (list) => {
    const rows = () => [...list.querySelectorAll("tbody tr")];
    const boxes = () => [...list.querySelectorAll(".pick-box")];
    const said = list.querySelector("[data-picked]");
    const note = list.nextElementSibling;
    const say = () => {
      if (!said) return;
      const count = boxes().filter((box) => box.checked).length;
      said.hidden = !count;
      said.textContent = said.dataset.picked + count;
    };
    list.addEventListener("change", say);
    addEventListener("pageshow", say);
    if (!rows().length || !note || !("rowKeys" in note.dataset)) return;
    let on = true;
    const button = note.querySelector("button");
    const show = () => {
      button.textContent = on ? button.dataset.on : button.dataset.off;
      button.setAttribute("aria-pressed", String(on));
    };
    try {
      on = localStorage.getItem("row-keys") !== "off";
    } catch { /* Nothing is kept: the keys are on. */ }
    show();
    note.hidden = false;
    list.before(note);
    button.addEventListener("click", () => {
      on = !on;
      show();
      try {
        localStorage.setItem("row-keys", on ? "on" : "off");
      } catch { /* For this page only. */ }
    });
    const tick = (box) => {
      box.checked = !box.checked;
      say();
    };
    document.addEventListener("keydown", (event) => {
      if (!on || event.ctrlKey || event.metaKey || event.altKey) return;
      const typing = "input:not(.pick-box), textarea, select, [contenteditable]";
      if (event.target.closest(typing)) return;
      const all = rows();
      const here = all.findIndex((row) => row.contains(document.activeElement));
      const row = all[here];
      const box = row && row.querySelector(".pick-box");
      if (event.key === "j" || event.key === "k") {
        const next = event.key === "j" ? here + 1 : Math.max(here, 1) - 1;
        const link = all[Math.min(next, all.length - 1)].querySelector("a");
        if (link) link.focus();
      } else if (event.key === "x" && box) {
        tick(box);
      } else if (event.key === "a" && boxes().length) {
        const every = boxes().every((one) => one.checked);
        boxes().forEach((one) => { one.checked = !every; });
        say();
      } else if (event.key === "Enter" && box === event.target) {
        row.querySelector("a").click();
      } else return;
      event.preventDefault();
    });
  };

  // On a narrow window the row of tasks is scrolled: to where one is.
  each(document, ".tasks-inside [aria-current]", (link) => {
    const row = link.closest("ul");
    row.scrollLeft = link.offsetLeft - row.offsetLeft - 24;
  });

  each(document, "[data-rows]", rowKeys);
  each(document, "[data-search-key]", suggest);
  showCopyButtons(document);
  each(document, "[data-refresh][id]", refresh);
  const errors = document.querySelector("main > [data-focus]");
  if (errors && !location.hash) errors.focus({ preventScroll: false });
})();
