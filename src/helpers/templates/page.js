(function () {
  "use strict";
  var root = document.documentElement, tools = document.querySelector(".tools");
  function recall(key) { try { return localStorage.getItem(key); } catch (e) { return null; } }
  function keep(key, value) { try { localStorage.setItem(key, value); } catch (e) { /* a page read from disk may not keep */ } }

  var themes = ["system", "light", "dark"], theme = recall("theme") || "system", switcher = document.getElementById("theme");
  function paint() {
    if (theme === "system") { root.removeAttribute("data-theme"); } else { root.setAttribute("data-theme", theme); }
    switcher.textContent = "Colours: " + theme;
  }
  switcher.addEventListener("click", function () { theme = themes[(themes.indexOf(theme) + 1) % 3]; keep("theme", theme); paint(); });
  paint();

  var blocks = document.querySelectorAll("details.code"), code = document.getElementById("code"), open = recall("code") === "open";
  function unfold() {
    blocks.forEach(function (block) { block.open = open; });
    code.textContent = open ? "Hide the code" : "Show the code";
    code.setAttribute("aria-pressed", String(open));
  }
  code.addEventListener("click", function () { open = !open; keep("code", open ? "open" : "closed"); unfold(); });
  code.hidden = !blocks.length;
  unfold();
  tools.hidden = false;

  var card = document.getElementById("trace-card"), owner = null;
  var rows = [["formula", "Found by"], ["interval", "Between"], ["inputs", "From"], ["vintage", "As of"], ["source", "Source"]];
  function hide() { if (owner) { owner.removeAttribute("aria-describedby"); } card.hidden = true; owner = null; }
  function show(link) {
    if (owner === link) { return; }
    hide();
    var list = document.createElement("dl");
    rows.forEach(function (row) {
      var words = link.dataset[row[0]];
      if (!words) { return; }
      var name = document.createElement("dt"), value = document.createElement("dd");
      name.textContent = row[1]; value.textContent = words;
      list.append(name, value);
    });
    var more = document.createElement("p");
    more.textContent = "Follow the number to its row in the table of sources.";
    card.replaceChildren(list, more);
    card.hidden = false;
    var box = link.getBoundingClientRect(), width = card.offsetWidth, edge = root.clientWidth - width - 8;
    card.style.left = Math.max(8, Math.min(box.left, edge)) + window.scrollX + "px";
    card.style.top = box.bottom + window.scrollY + 6 + "px";
    link.setAttribute("aria-describedby", "trace-card");
    owner = link;
  }
  document.querySelectorAll("a.claim").forEach(function (link) {
    link.removeAttribute("title");
    link.addEventListener("pointerenter", function (event) { if (event.pointerType === "mouse") { show(link); } });
    link.addEventListener("pointerleave", function (event) { if (event.pointerType === "mouse" && document.activeElement !== link) { hide(); } });
    link.addEventListener("focus", function () { show(link); });
    link.addEventListener("blur", hide);
    var touched = false;
    link.addEventListener("pointerdown", function (event) { touched = event.pointerType !== "mouse" && owner !== link; });
    link.addEventListener("click", function (event) { if (touched) { event.preventDefault(); show(link); touched = false; } else { hide(); } });
  });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") { hide(); } });
})();
