// All scenes as rows in one part: pictures, words, state, and what can be done with each.
const MENU = [
  ["up", "Move up"],
  ["down", "Move down"],
  ["split", "Split in two"],
  ["duplicate", "Duplicate"],
  ["insert", "Insert after"],
  ["merge", "Merge with next"],
  ["delete", "Delete"],
];

function tool(parent, verb, label, name, text) {
  const el = make("button", parent, { kind: `tool ${verb}` });
  el.type = "button";
  el.dataset.do = verb;
  el.title = text ? "" : label;
  el.setAttribute("aria-label", label);
  icon(make("i", el), name);
  if (text) make("span", el, { text });
  return el;
}

function line() {
  const el = document.createElement("li");
  const still = make("div", el, { kind: "still" });
  const image = make("img", still);
  image.loading = "lazy";
  image.decoding = "async";
  image.draggable = false;
  const scene = make("div", el, { kind: "scene" });
  const title = make("div", scene, { kind: "title" });
  for (const [name, kind] of [["span", "no"], ["b", "name"], ["span", "facts"]]) make(name, title, { kind });
  const chip = make("span", title, { kind: "chip" });
  make("i", chip).setAttribute("aria-hidden", "true");
  make("span", chip);
  make("span", title, { kind: "cause" });
  for (const kind of ["action", "say", "drawn", "origin"]) make("p", scene, { kind });
  const acts = make("div", el, { kind: "acts" });
  tool(acts, "approve", "Approve", "check", "Approve");
  tool(acts, "edit", "Edit", "edit", "Edit");
  tool(acts, "lock", "Lock", "open");
  tool(acts, "more", "More", "more").setAttribute("aria-haspopup", "menu");
  return el;
}

function fill(el, row, data) {
  const find = (query) => el.querySelector(query);
  el.classList.toggle("chosen", row.id === data.selected);
  if (row.id === data.selected) el.setAttribute("aria-current", "true");
  else el.removeAttribute("aria-current");
  if (row.locked) el.dataset.fixed = "1";
  else delete el.dataset.fixed;
  el.style.setProperty("--c", `var(--${row.state})`);
  el.style.setProperty("--w", `var(--${row.state}-wash)`);
  find(".still").className = row.image ? `still ${row.state}` : `still ${row.state} bare`;
  find(".still").title = row.locked ? "Locked: it keeps its place" : "Drag to move";
  const image = find("img");
  image.hidden = !row.image;
  if (row.image && image.getAttribute("src") !== row.image) image.src = row.image;
  image.alt = "";
  find(".no").textContent = row.number;
  find(".name").textContent = row.title;
  find(".facts").textContent = row.facts;
  find(".chip").className = `chip ${row.state}`;
  find(".chip i").textContent = row.mark;
  find(".chip span").textContent = row.says;
  find(".cause").textContent = row.cause;
  find(".action").textContent = row.action;
  find(".say").textContent = row.narration ? `“${row.narration}”` : "No narration";
  find(".drawn").textContent = row.words ? `On screen: ${row.words}` : "";
  find(".drawn").hidden = !row.words;
  find(".origin").textContent = row.origin;
  find(".origin").hidden = !row.origin;
  find(".approve").hidden = !row.approvable;
  find(".edit").hidden = row.id === data.selected;
  const lock = find(".lock");
  lock.hidden = !row.lockable;
  icon(lock.firstChild, row.locked ? "lock" : "open");
  lock.setAttribute("aria-label", `${row.locked ? "Unlock" : "Lock"} scene ${row.number}`);
  lock.title = row.locked ? "Unlock" : "Lock";
  lock.setAttribute("aria-pressed", String(row.locked));
  for (const verb of ["approve", "edit", "more"]) {
    find(`.${verb}`).setAttribute("aria-label", `${find(`.${verb}`).textContent || "More for"} scene ${row.number}`);
  }
}

function close(menu, focus) {
  if (!menu.vpFor) return;
  menu.vpFor.setAttribute("aria-expanded", "false");
  if (focus) menu.vpFor.focus();
  menu.vpFor = null;
  if (menu.matches(":popover-open")) menu.hidePopover();
}

function open(menu, button, row, count, act) {
  const barred = {
    up: row.number === 1 || row.locked,
    down: row.number === count || row.locked,
    split: row.locked,
    merge: row.number === count || row.locked,
    delete: count === 1 || row.locked,
  };
  menu.replaceChildren();
  for (const [verb, label] of MENU) {
    const item = make("button", menu, { text: label });
    item.type = "button";
    item.setAttribute("role", "menuitem");
    item.disabled = Boolean(barred[verb]);
    item.onclick = () => {
      close(menu, true);
      act(row.id, verb);
    };
  }
  menu.vpFor = button;
  button.setAttribute("aria-expanded", "true");
  menu.showPopover();
  const spot = button.getBoundingClientRect(), size = menu.getBoundingClientRect();
  const below = spot.bottom + size.height + 8 < innerHeight;
  menu.style.left = `${Math.max(8, spot.right - size.width)}px`;
  menu.style.top = `${Math.max(8, below ? spot.bottom + 4 : spot.top - size.height - 4)}px`;
  menu.querySelector("button:not(:disabled)")?.focus();
}

function walk(menu, event) {
  const items = [...menu.querySelectorAll("button:not(:disabled)")];
  const at = items.indexOf(menu.getRootNode().activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    close(menu, true);
  } else if (to !== undefined) {
    event.preventDefault();
    items.at(to % items.length).focus();
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const list = parentElement.querySelector("#scenes"), menu = parentElement.querySelector("#menu");
  const act = (id, verb) => {
    setTriggerValue("act", { id, do: verb });
    if (verb === "edit") document.querySelector(".st-key-editor")?.scrollIntoView({ block: "center", behavior: "smooth" });
  };
  menu.onkeydown = (event) => walk(menu, event);
  menu.ontoggle = (event) => event.newState === "closed" && close(menu, false);
  reconcile(list, data.rows, line, (el, row, place) => {
    fill(el, row, data);
    for (const button of el.querySelectorAll("button")) {
      button.onclick = () => {
        if (button.dataset.do === "more") open(menu, button, row, data.rows.length, act);
        else act(row.id, button.dataset.do);
      };
    }
    el.onkeydown = (event) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!step || !event.altKey || row.locked || place + step < 0 || place + step >= data.rows.length) return;
      event.preventDefault();
      setTriggerValue("moved", { id: row.id, to: place + step });
    };
  });
  reorderable(list, { across: false, grip: ".still", drop: (id, to) => setTriggerValue("moved", { id, to }) });
}
