// Tiles in rows: the wall of a step, its contact sheet, the tray of takes, pictures to choose from. Click, Enter and the
// arrow keys choose; what is told to the server is the tile's id. Text is set as text, never as HTML.
const PENDING = 4000; // milliseconds in which what was chosen here counts more than what the server still says

function make(name, parent, kind) {
  const el = document.createElement(name);
  if (kind) el.className = kind;
  parent.append(el);
  return el;
}

function set(el, text = "") {
  if (el.textContent !== text) el.textContent = text;
  el.hidden = text === "";
}

function tile() {
  const el = document.createElement("button");
  el.type = "button";
  el.setAttribute("role", "option");
  const shot = make("span", el, "shot");
  make("img", shot).alt = "";
  make("span", shot, "plate");
  const chip = make("span", shot, "chip");
  make("i", chip).setAttribute("aria-hidden", "true");
  make("b", chip);
  make("span", shot, "tag");
  make("span", shot, "lock").title = "Locked";
  make("i", shot, "run");
  const under = make("span", el, "under");
  make("b", under);
  make("span", under);
  return el;
}

function picture(image, address) {
  if (!address) {
    image.hidden = true;
    image.removeAttribute("src");
  } else if (image.getAttribute("src") !== address) {
    image.loading = "lazy";
    image.decoding = "async";
    image.hidden = false;
    image.src = address;
  }
}

function fill(el, data) {
  const find = (query) => el.querySelector(query);
  el.dataset.id = data.id;
  el.className = ["tile", data.state, data.image ? "" : "none", data.off ? "off" : "", data.got ? "got" : ""].filter(Boolean).join(" ");
  el.setAttribute("aria-label", data.says);
  picture(find("img"), data.image);
  set(find(".plate"), data.image ? "" : data.plate);
  find(".chip").hidden = !data.word;
  set(find(".chip i"), data.mark);
  set(find(".chip b"), data.word);
  set(find(".tag"), data.tag);
  find(".lock").hidden = !data.locked;
  find(".run").hidden = data.state !== "running";
  find(".run").style.setProperty("--p", `${data.progress ?? 0}%`);
  set(find(".under > b"), data.left);
  set(find(".under > span"), data.right);
  find(".under").hidden = !data.left && !data.right;
}

function row() {
  const el = document.createElement("div");
  el.className = "row";
  el.setAttribute("role", "group");
  const meta = make("div", el, "meta");
  make("em", meta);
  make("b", meta);
  make("small", meta);
  make("div", el, "tiles");
  return el;
}

// Children of `parent` in the order of `wanted`, kept where they are already right: focus and scrolling stay.
function keep(parent, wanted, key, create, update) {
  const known = new Map([...parent.children].map((el) => [el.dataset.key, el]));
  wanted.forEach((data, place) => {
    const el = known.get(data[key]) ?? create();
    known.delete(data[key]);
    el.dataset.key = data[key];
    if (parent.children[place] !== el) parent.insertBefore(el, parent.children[place] ?? null);
    update(el, data);
  });
  for (const el of known.values()) el.remove();
}

function lay(root, data) {
  keep(root, data.rows, "id", row, (el, scene) => {
    el.setAttribute("aria-label", scene.title ? `Scene ${scene.number}, ${scene.title}` : data.label);
    el.querySelector(".meta").hidden = !scene.title;
    set(el.querySelector("em"), scene.number);
    set(el.querySelector(".meta b"), scene.title);
    set(el.querySelector("small"), scene.facts);
    keep(el.querySelector(".tiles"), scene.tiles, "id", tile, fill);
  });
}

function ring(root, chosen) {
  const tiles = [...root.querySelectorAll(".tile")];
  for (const el of tiles) {
    const here = el.dataset.id === chosen;
    el.setAttribute("aria-selected", String(here));
    el.tabIndex = here ? 0 : -1;
  }
  if (tiles.length && !tiles.some((el) => el.tabIndex === 0)) tiles[0].tabIndex = 0;
  return tiles.find((el) => el.dataset.id === chosen);
}

// The tile that an arrow key leads to: the next in order, or the nearest in the row above or below.
function beside(tiles, from, key) {
  const at = tiles.indexOf(from);
  if (key === "ArrowLeft" || key === "ArrowRight") return tiles[at + (key === "ArrowRight" ? 1 : -1)];
  const place = (el) => el.getBoundingClientRect(), here = place(from), down = key === "ArrowDown";
  const far = tiles.filter((el) => (down ? place(el).top >= here.bottom - 1 : place(el).bottom <= here.top + 1));
  const cost = (el) => 4 * Math.abs(place(el).top - here.top) + Math.abs(place(el).left - here.left);
  return far.sort((a, b) => cost(a) - cost(b))[0];
}

// A page that begins or ends to move is drawn anew: the tile that had the focus gets it back.
function hold(root) {
  const kept = window.vidpipeTile, name = root.className.split(" ")[0];
  if (!root.held) root.addEventListener("focusin", (event) => {
    const id = event.target.dataset?.id;
    if (id) window.vidpipeTile = { name: root.className.split(" ")[0], id };
  });
  if (!root.held) root.addEventListener("focusout", () => setTimeout(() => {
    if (root.isConnected && !root.contains(root.getRootNode().activeElement)) window.vidpipeTile = null;
  }, 50));
  if (root.held || kept?.name !== name) return;
  setTimeout(() => { // not before it stands in the page
    if (document.activeElement !== document.body) return;
    [...root.querySelectorAll(".tile")].find((el) => el.dataset.id === kept.id)?.focus({ preventScroll: true });
  }, 80);
}

// The inspector beside the wall may be as tall as what is left of the screen above the bar at the foot.
function room() {
  const inspector = document.querySelector(".st-key-inspector"), foot = document.querySelector("[data-testid=stBottom]");
  if (!inspector) return;
  const floor = foot ? Math.min(foot.getBoundingClientRect().top, window.innerHeight) : window.innerHeight;
  const left = Math.round(floor - Math.max(0, inspector.getBoundingClientRect().top) - 8);
  document.documentElement.style.setProperty("--inspector-room", `${Math.max(240, left)}px`);
}

function watchRoom(root) {
  if (root.watched) return requestAnimationFrame(room);
  root.watched = true;
  const main = document.querySelector("[data-testid=stMain]"), seen = new ResizeObserver(() => requestAnimationFrame(room));
  const moved = () => {
    if (root.isConnected) return requestAnimationFrame(room);
    main?.removeEventListener("scroll", moved);
    window.removeEventListener("resize", moved);
    seen.disconnect();
  };
  main?.addEventListener("scroll", moved, { passive: true });
  window.addEventListener("resize", moved);
  for (const el of [root, document.querySelector("[data-testid=stBottom]")]) if (el) seen.observe(el);
  requestAnimationFrame(room);
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector("#wall"), memory = root;
  const [width, height] = data.ratio.split(":").map(Number);
  root.className = width < height ? `${data.view} tall` : data.view;
  root.setAttribute("aria-label", data.label);
  root.style.setProperty("--ratio", `${width} / ${height}`);
  root.style.setProperty("--wide", String(width / height));
  lay(root, data);
  if (data.main) watchRoom(root);
  if (memory.pending && (memory.pending.id === data.chosen || Date.now() - memory.pending.at > PENDING)) memory.pending = null;
  const ringed = ring(root, memory.pending?.id ?? data.chosen);
  if (ringed && memory.shown !== data.chosen && !memory.pending) {
    const first = memory.shown === undefined; // a link that leads to a slot, or N and P, bring it into view
    if (!first || data.reveal) requestAnimationFrame(() => ringed.scrollIntoView({ block: "nearest", inline: "nearest" }));
  }
  memory.shown = data.chosen;
  hold(root);
  root.held = true;

  const choose = (el) => {
    memory.pending = { id: el.dataset.id, at: Date.now() };
    memory.shown = el.dataset.id;
    ring(root, el.dataset.id);
    setTriggerValue("picked", el.dataset.id);
    const inspector = document.querySelector(".st-key-inspector");
    if (data.main && inspector && window.innerWidth <= 640) inspector.scrollIntoView({ block: "start" });
  };
  root.onclick = (event) => {
    const el = event.target.closest?.(".tile");
    if (el) choose(el);
  };
  root.onkeydown = (event) => {
    const el = event.target.closest?.(".tile");
    if (!el || !event.key.startsWith("Arrow") || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const next = beside([...root.querySelectorAll(".tile")], el, event.key);
    if (!next) return;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
    clearTimeout(memory.later);
    ring(root, next.dataset.id);
    memory.pending = { id: next.dataset.id, at: Date.now() };
    memory.later = setTimeout(() => choose(next), 160);
  };
}
