// The film in proportion to time, a block for each scene. Click or Enter picks, arrow keys walk.
const LOCK = '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 7V5a4 4 0 0 1 8 0v2h1v8H3V7h1zm2 0h4V5a2 2 0 0 0-4 0v2z"/></svg>';

function make(name, parent, text) {
  const el = document.createElement(name);
  if (text !== undefined) el.textContent = text;
  parent.append(el);
  return el;
}

function block() {
  const el = document.createElement("button");
  el.setAttribute("role", "option");
  const still = make("div", el), foot = make("div", el), words = make("div", el);
  still.className = "still";
  foot.className = "foot";
  words.className = "words";
  make("em", still);
  make("b", words);
  make("span", words);
  return el;
}

function fill(el, row, selected) {
  const find = (query) => el.querySelector(query);
  el.className = row.image ? row.state : `${row.state} bare`;
  el.dataset.id = row.id;
  el.style.setProperty("--share", row.frames);
  el.style.setProperty("--c", `var(--${row.state})`);
  el.style.setProperty("--done", `${row.progress}%`);
  el.setAttribute("aria-selected", String(row.id === selected));
  el.setAttribute("aria-label", `Scene ${row.number}, ${row.title}, ${row.length}, ${row.state}${row.locked ? ", locked" : ""}`);
  find(".still").style.backgroundImage = row.image ? `url("${row.image}")` : "";
  find("em").textContent = row.number;
  find("b").textContent = row.title;
  find(".words span").textContent = row.length;
  if (row.locked && !find("u")) make("u", find(".still")).innerHTML = LOCK;
  if (!row.locked) find("u")?.remove();
}

export default function ({ data, parentElement, setTriggerValue }) {
  const strip = parentElement.querySelector("#strip");
  strip.style.maxWidth = `${data.rows.length * 320}px`; // a film of few scenes is no panorama
  while (strip.children.length > data.rows.length) strip.lastChild.remove();
  while (strip.children.length < data.rows.length) strip.append(block());
  data.rows.forEach((row, at) => {
    const el = strip.children[at];
    fill(el, row, data.selected);
    el.onclick = () => setTriggerValue("picked", el.dataset.id);
    el.onkeydown = (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step) return;
      event.preventDefault();
      strip.children[at + step]?.focus();
    };
  });
}
