// The film in proportion to time, a block for each scene. Click or arrow keys choose, drag or Alt and arrows move.
function block() {
  const el = document.createElement("button");
  el.type = "button";
  el.setAttribute("role", "option");
  const still = make("div", el, { kind: "still" });
  make("em", still);
  make("u", still);
  make("div", el, { kind: "foot" });
  const words = make("div", el, { kind: "words" });
  make("b", words);
  make("span", words);
  return el;
}

function fill(el, row, selected) {
  const find = (query) => el.querySelector(query);
  el.className = row.image ? row.state : `${row.state} bare`;
  if (row.locked) el.dataset.fixed = "1";
  else delete el.dataset.fixed;
  el.style.setProperty("--share", row.frames);
  el.style.setProperty("--c", `var(--${row.state})`);
  el.style.setProperty("--done", `${row.progress}%`);
  el.tabIndex = row.id === selected ? 0 : -1;
  el.setAttribute("aria-selected", String(row.id === selected));
  el.setAttribute("aria-label", `Scene ${row.number}, ${row.title}, ${row.length}, ${row.says}${row.locked ? ", locked" : ""}`);
  const image = row.image ? `url("${row.image}")` : "";
  if (find(".still").dataset.image !== image) {
    find(".still").dataset.image = image;
    find(".still").style.backgroundImage = image;
  }
  find("em").textContent = row.number;
  find("b").textContent = row.title;
  find(".words span").textContent = row.length;
  find("u").hidden = !row.locked;
  if (row.locked && !find("u").firstChild) icon(find("u"), "lock");
}

// N and P: the scene after and before the chosen one.
function walk(strip, event) {
  const step = { n: 1, p: -1 }[event.detail.key];
  const { data, pick } = strip.vpNow;
  const next = data.rows[data.rows.findIndex((row) => row.id === data.selected) + step];
  if (!step || !next) return;
  event.preventDefault();
  pick(next.id);
}

function listen(strip) {
  if (strip.vpHears) return;
  strip.vpHears = (event) => (strip.isConnected ? walk(strip, event) : window.removeEventListener("vidpipe-key", strip.vpHears));
  window.addEventListener("vidpipe-key", strip.vpHears);
}

export default function ({ data, parentElement, setTriggerValue }) {
  const strip = parentElement.querySelector("#strip");
  const count = data.rows.length;
  strip.style.maxWidth = `${count * 320}px`; // a film of few scenes is no panorama
  const pick = (id) => {
    clearTimeout(strip.vpWait);
    if (id !== data.selected) setTriggerValue("picked", id);
  };
  const move = (id, to) => setTriggerValue("moved", { id, to });
  reconcile(strip, data.rows, block, (el, row, place) => {
    fill(el, row, data.selected);
    el.onclick = () => pick(row.id);
    el.onkeydown = (event) => {
      const to = { ArrowLeft: place - 1, ArrowRight: place + 1, Home: 0, End: count - 1 }[event.key];
      if (to === undefined || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      if (to < 0 || to >= count) return;
      if (event.altKey) return row.locked ? undefined : move(row.id, to);
      const next = strip.children[to];
      next.focus();
      clearTimeout(strip.vpWait);
      strip.vpWait = setTimeout(() => pick(next.dataset.id), 250);
    };
  });
  strip.vpNow = { data, pick };
  listen(strip);
  reorderable(strip, { across: true, drop: move });
  if (strip.vpShown !== data.selected) {
    strip.vpShown = data.selected;
    const el = [...strip.children].find((one) => one.dataset.id === data.selected);
    if (el && (el.offsetLeft < strip.scrollLeft || el.offsetLeft + el.offsetWidth > strip.scrollLeft + strip.clientWidth)) {
      strip.scrollTo({ left: el.offsetLeft - strip.clientWidth / 2 + el.offsetWidth / 2 });
    }
  }
}
