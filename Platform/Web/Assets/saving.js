// A form that keeps itself where scripts run: what is typed is saved after a pause, and where that
// fails it is said why and tried again: what is typed stays in this page, and nowhere else in the
// browser, for it may be about people. The buttons do what they always do.
"use strict";
(() => {
  const keep = (place) => {
    const form = place.closest("form");
    const words = place.dataset;
    const action = form.getAttribute("action");
    // How the last attempt ended: "" saved, "wait" tried again, "out" signed out, "told" refused,
    // "stop" changed elsewhere: going on would overwrite it.
    let state = words.autosave ? "" : "stop";
    let timer, busy, again, dirty, pressed, sent;
    let pause = 4;

    const typed = () => {
      const data = new URLSearchParams(new FormData(form));
      data.set("do", words.autosave);
      return data;
    };
    const tell = (next, text) => {
      state = next;
      place.textContent = text;
      place.toggleAttribute("data-wrong", Boolean(next));
      if (next !== "out") return;
      const link = document.createElement("a");
      link.textContent = words.sign;
      link.href = words.door + encodeURIComponent(location.pathname + location.search);
      link.target = "_blank";
      place.append(" ", link);
    };
    const post = (data) => fetch(action, {
      method: "POST", body: data, headers: { accept: "application/json" },
      // Also of whoever leaves by a link; browsers allow that up to 64 kB.
      keepalive: String(data).length < 60000,
    });
    // Who has signed in again in another window has another token since.
    const renewed = async (data) => {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("main form [name=_csrf]");
      if (!fresh || fresh.value === data.get("_csrf")) return false;
      for (const box of document.getElementsByName("_csrf")) box.value = fresh.value;
      data.set("_csrf", fresh.value);
      return true;
    };
    const send = async () => {
      const data = typed();
      let answer = await post(data);
      if (answer.status === 403 && await renewed(data)) answer = await post(data);
      const told = await answer.json();
      if (answer.ok) {
        if (form.elements.version) form.elements.version.value = told.version;
        pause = 4;
        tell("", told.saved);
        form.dispatchEvent(new CustomEvent("saved", { detail: told }));
      } else if (answer.status === 401) tell("out", words.out);
      else {
        const language = document.documentElement.lang.slice(0, 2);
        const waits = answer.status === 429 || answer.status >= 500;
        tell(waits ? "wait" : answer.status === 409 ? "stop" : "told",
          `${told.message[language]} ${told.fix[language]}`);
      }
    };
    const save = async () => {
      clearTimeout(timer);
      if (state === "stop") return;
      again = busy;
      if (busy) return;
      busy = true;
      dirty = false;
      try {
        await send();
      } catch {
        tell("wait", words.offline);
      }
      busy = false;
      const button = pressed;
      pressed = null;
      if (button && state !== "out" && state !== "wait") {
        sent = true;
        form.requestSubmit(button);
      } else if (again) save();
      else if (state === "wait") {
        timer = setTimeout(save, pause * 1000);
        pause = Math.min(pause * 2, 60);
      }
    };
    const retry = () => {
      if (!document.hidden && (state === "out" || state === "wait")) save();
    };
    form.addEventListener("input", () => {
      dirty = true;
      clearTimeout(timer);
      timer = setTimeout(save, 900);
    });
    // A field that is left is kept at once: a link may come next.
    form.addEventListener("change", save);
    // A button waits for what is typed to be kept: else a page to sign in would take its place.
    form.addEventListener("submit", (event) => {
      clearTimeout(timer);
      if (sent || state === "stop" || !(busy || dirty || state)) return;
      event.preventDefault();
      pressed = event.submitter;
      save();
    });
    addEventListener("online", retry);
    addEventListener("focus", retry);
    // Whoever leaves while something is not kept is asked first.
    addEventListener("beforeunload", (event) => {
      if (!sent && (state === "out" || state === "wait")) event.preventDefault();
    });
  };

  document.querySelectorAll("[data-autosave]").forEach(keep);
})();
