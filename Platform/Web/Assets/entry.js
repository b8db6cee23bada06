// Entry by hand where scripts run: shows what follows from what saving.js keeps, moves by keyboard,
// takes rows pasted from a spreadsheet. Everything on the page works without.
"use strict";
(() => {
  const form = document.querySelector("form[data-entry]");
  if (!form) return;
  const grid = form.querySelector("[data-grid]");

  // The server says what follows from what it has kept: names, totals, tax.
  form.addEventListener("saved", ({ detail: told }) => {
    for (const [name, value] of Object.entries(told.filled || {})) {
      const box = form.elements.namedItem(name);
      if (box && !box.value && document.activeElement !== box) box.value = value;
    }
    for (const place of form.querySelectorAll("[data-tax]")) {
      place.textContent = told.tax[place.dataset.tax] || "–";
    }
  });

  // Proposals of long lists come from the server.
  form.addEventListener("input", async (event) => {
    const box = event.target;
    const words = box.value ? box.value.trim() : "";
    if (!box.dataset.source || words.length < 2) return;
    const list = document.getElementById(box.getAttribute("list"));
    if (!list) return;
    try {
      const answer = await fetch(box.dataset.source + encodeURIComponent(words));
      if (!answer.ok || box.value.trim() !== words) return;
      const told = await answer.json();
      list.replaceChildren(...told.options.map((one) => new Option(one.label, one.value)));
    } catch {
      // The box takes any code without proposals.
    }
  });

  if (!grid) return;
  const typed = () => form.dispatchEvent(new Event("input", { bubbles: true }));
  const body = grid.tBodies[0];
  const cells = (row) => [...row.querySelectorAll("input.cell")];
  const rename = (row, number) => {
    row.querySelector("th").textContent = number;
    for (const box of cells(row)) {
      const element = box.name.slice(box.name.indexOf(".") + 1);
      box.name = `l${number}.${element}`;
      box.id = `l${number}-${element}`;
      box.removeAttribute("aria-invalid");
      box.removeAttribute("aria-describedby");
    }
  };
  const addRow = () => {
    if (body.rows.length >= Number(grid.dataset.most)) return null;
    const row = body.rows[body.rows.length - 1].cloneNode(true);
    for (const wrong of row.querySelectorAll(".field-error")) wrong.remove();
    for (const box of cells(row)) box.value = "";
    const tax = row.querySelector("[data-tax]");
    if (tax) {
      tax.dataset.tax = body.rows.length + 1;
      tax.textContent = "–";
    }
    body.append(row);
    rename(row, body.rows.length);
    return row;
  };

  // Enter goes down a column and makes a row at its end, arrows move, Ctrl+D takes from above.
  grid.addEventListener("keydown", (event) => {
    const box = event.target.closest("input.cell");
    if (!box) return;
    const row = box.closest("tr");
    const column = cells(row).indexOf(box);
    const go = (target) => {
      const place = target && cells(target)[column];
      if (!place) return;
      event.preventDefault();
      place.focus();
      place.select();
    };
    if (event.key === "Enter" && !event.ctrlKey) {
      event.preventDefault();
      go(row.nextElementSibling || addRow());
    } else if (event.key === "ArrowDown" && event.ctrlKey) go(row.nextElementSibling);
    else if (event.key === "ArrowUp" && event.ctrlKey) go(row.previousElementSibling);
    else if (event.key.toLowerCase() === "d" && event.ctrlKey && row.previousElementSibling) {
      event.preventDefault();
      box.value = cells(row.previousElementSibling)[column].value;
      typed();
    }
  });

  // Rows of a spreadsheet fall into the cells from the one they are pasted on.
  grid.addEventListener("paste", (event) => {
    const box = event.target.closest("input.cell");
    const text = event.clipboardData.getData("text/plain");
    if (!box || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    let row = box.closest("tr");
    const first = cells(row).indexOf(box);
    for (const line of text.replace(/\r/g, "").replace(/\n+$/, "").split("\n")) {
      row = row || addRow();
      if (!row) break;
      const boxes = cells(row);
      line.split("\t").forEach((value, place) => {
        if (boxes[first + place]) boxes[first + place].value = value.trim();
      });
      row = row.nextElementSibling;
    }
    typed();
  });

  const add = form.querySelector("button[value='line']");
  if (add) add.addEventListener("click", (event) => {
    const row = addRow();
    if (!row) return;
    event.preventDefault();
    cells(row)[0].focus();
    typed();
  });
})();
