"use strict";
// One script for every page: dark or light, code shown or hidden, contents, wide tables, and what lies behind a number.
// Without it the page is complete: numbers link to their rows, code opens one cell at a time, the theme is the system's.
(() => {
  const root = document.documentElement;
  const recall = (name) => { try { return localStorage.getItem("lodestone-" + name); } catch { return null; } };
  const remember = (name, value) => { try { localStorage.setItem("lodestone-" + name, value); } catch { /* private */ } };
  root.classList.add("js");
  if (["light", "dark"].includes(recall("theme"))) root.dataset.theme = recall("theme");

  function themes() {
    const button = document.getElementById("theme-switch");
    const system = matchMedia("(prefers-color-scheme: dark)");
    const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
    const show = () => button.setAttribute("aria-pressed", String(dark()));
    button.addEventListener("click", () => { root.dataset.theme = dark() ? "light" : "dark"; remember("theme", root.dataset.theme); show(); });
    system.addEventListener("change", show);
    button.parentElement.hidden = false;
    show();
  }

  function codes() {
    const button = document.getElementById("code-switch");
    const cells = document.querySelectorAll("details.code");
    const show = (shown) => {
      root.classList.toggle("code-shown", shown);
      for (const cell of cells) cell.open = shown;
      button.setAttribute("aria-pressed", String(shown));
    };
    button.addEventListener("click", () => {
      const shown = button.getAttribute("aria-pressed") !== "true";
      remember("code", shown ? "shown" : "hidden");
      show(shown);
    });
    button.hidden = cells.length === 0;
    if (cells.length && recall("code") === "shown") show(true);
  }

  function contents() {
    const list = document.querySelector(".contents details");
    if (list && matchMedia("(min-width: 80rem)").matches) list.open = true;
  }

  function tables() {
    const measure = () => {
      for (const box of document.querySelectorAll(".scroll")) {
        box.classList.remove("wide-table"); // measured as it is where there is room
        const wide = box.scrollWidth > box.clientWidth + 1;
        box.classList.toggle("wide-table", wide);
        if (wide) box.tabIndex = 0; else box.removeAttribute("tabindex");
      }
    };
    addEventListener("resize", measure);
    document.addEventListener("toggle", measure, true);
    measure();
  }

  function traces() {
    let tip = null, number = null, pinned = false, returning = false, leaving = 0;
    const hide = (back) => {
      if (!tip) return;
      tip.remove();
      number.removeAttribute("aria-describedby");
      returning = true;
      if (back) number.focus();
      returning = false;
      tip = number = null;
      pinned = false;
    };
    const show = (mark) => {
      clearTimeout(leaving);
      if (mark === number) return;
      hide(false);
      number = mark;
      tip = document.createElement("span");
      tip.className = "tip";
      tip.id = "tip";
      tip.setAttribute("role", "note");
      const [formula, interval, vintage, source, press] = JSON.parse(document.body.dataset.tip);
      for (const [key, name] of Object.entries({ formula, interval, vintage, source })) {
        if (!mark.dataset[key]) continue;
        const line = document.createElement("span"), label = document.createElement("b");
        label.textContent = name;
        line.append(label, " ", ...(key === "source" ? sources(mark) : [mark.dataset[key]]));
        tip.append(line);
      }
      const hint = document.createElement("span");
      hint.className = "tip-hint";
      hint.textContent = press;
      tip.append(hint);
      mark.after(tip);
      mark.setAttribute("aria-describedby", "tip");
      place();
      tip.addEventListener("pointerenter", () => clearTimeout(leaving));
      tip.addEventListener("pointerleave", leave);
    };
    // the sources as links, from the row of the table; their names alone where the page has no such row
    const sources = (mark) => {
      const row = document.getElementById(decodeURIComponent(mark.hash.slice(1)));
      const links = row ? [...row.querySelectorAll("a[href^=http]")].slice(0, 3) : [];
      if (!links.length) return [mark.dataset.source];
      return links.flatMap((link, n) => (n ? ["; ", link.cloneNode(true)] : [link.cloneNode(true)]));
    };
    const place = () => {
      const line = number.getClientRects()[0], room = root.clientWidth - 12;
      const left = Math.max(8, Math.min(line.left, room - tip.offsetWidth));
      const below = line.bottom + tip.offsetHeight + 8 < innerHeight || line.top < tip.offsetHeight + 8;
      tip.style.left = left + scrollX + "px";
      tip.style.top = scrollY + (below ? line.bottom + 4 : line.top - tip.offsetHeight - 4) + "px";
    };
    const leave = () => { clearTimeout(leaving); leaving = setTimeout(() => { if (!pinned) hide(false); }, 250); };
    for (const mark of document.querySelectorAll("a.claim")) {
      mark.removeAttribute("title");
      mark.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") show(mark); });
      mark.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") leave(); });
      mark.addEventListener("focus", () => { if (!returning && mark.matches(":focus-visible")) { show(mark); pinned = true; } });
      let touch = false;
      mark.addEventListener("pointerdown", (event) => { touch = event.pointerType !== "mouse"; });
      mark.addEventListener("click", (event) => {
        if (touch && number !== mark) { event.preventDefault(); show(mark); pinned = true; } else hide(false);
        touch = false;
      });
    }
    document.addEventListener("focusin", (event) => { if (tip && event.target !== number && !tip.contains(event.target)) hide(false); });
    document.addEventListener("pointerdown", (event) => { if (tip && event.target.closest("a.claim") !== number && !tip.contains(event.target)) hide(false); });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape" && tip) hide(tip.contains(document.activeElement)); });
    addEventListener("resize", () => hide(false));
  }

  document.addEventListener("DOMContentLoaded", () => { themes(); codes(); contents(); tables(); traces(); });
})();
