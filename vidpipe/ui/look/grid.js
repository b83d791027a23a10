// The grid of the lab: bands, a line for each model, a tile for each seed, with stars, a mark and the way to a scene.
// What a person does is shown at once and told to the server until it says that it heard it. Text is set as text.
const SVG = "http://www.w3.org/2000/svg";
const HEART = "M8 14 2.3 8.2a3.6 3.6 0 0 1 5.1-5.1l.6.6.6-.6a3.6 3.6 0 0 1 5.1 5.1z";

function make(name, parent, kind, text) {
  const el = document.createElement(name);
  if (kind) el.className = kind;
  if (text) el.textContent = text;
  if (name === "button") el.type = "button";
  parent?.append(el);
  return el;
}

function set(el, text = "") {
  if (el.textContent !== text) el.textContent = text;
  el.hidden = text === "";
}

function drawn(parent, kind, box, ...paths) {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", box);
  picture.setAttribute("class", kind);
  picture.setAttribute("aria-hidden", "true");
  for (const path of paths) picture.appendChild(document.createElementNS(SVG, "path")).setAttribute("d", path);
  parent.append(picture);
  return picture;
}

// Children of `parent` in the order of `wanted`, kept where they are already right: focus, scrolling and playing stay.
function keep(parent, wanted, create, update) {
  const known = new Map([...parent.children].map((el) => [el.dataset.key, el]));
  wanted.forEach((data, place) => {
    const el = known.get(data.id) ?? create();
    known.delete(data.id);
    el.dataset.key = data.id;
    if (parent.children[place] !== el) parent.insertBefore(el, parent.children[place] ?? null);
    update(el, data);
  });
  for (const el of known.values()) el.remove();
}

/* ---------------------------------------------------------------- a tile */
function tile() {
  const el = make("article", null, "tile"), shot = make("div", el, "shot");
  make("img", shot).alt = "";
  make("p", shot, "text");
  make("div", shot, "wave");
  make("button", shot, "open");
  make("p", shot, "plate");
  const chip = make("span", shot, "chip");
  make("i", chip).setAttribute("aria-hidden", "true");
  make("b", chip);
  make("button", shot, "play").title = "Play";
  make("i", shot, "run");
  const under = make("div", el, "under");
  make("span", under);
  make("span", under);
  const tools = make("div", el, "tools"), stars = make("div", tools, "stars");
  stars.setAttribute("role", "slider");
  stars.setAttribute("aria-valuemin", "0");
  stars.setAttribute("aria-valuemax", "5");
  stars.tabIndex = 0;
  make("i", stars);
  drawn(make("button", tools, "mark"), "heart", "0 0 16 16", HEART);
  make("span", tools, "noted", "note");
  make("button", tools, "use").textContent = "To scene";
  make("div", el, "acts");
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

function rated(el, stars, starred) {
  const box = el.querySelector(".stars"), heart = el.querySelector(".mark");
  box.style.setProperty("--n", stars);
  box.classList.toggle("none", !stars);
  box.setAttribute("aria-valuenow", stars);
  box.setAttribute("aria-valuetext", stars ? `${stars} of 5 stars` : "not rated");
  heart.setAttribute("aria-pressed", String(Boolean(starred)));
  heart.title = starred ? "Marked as a favourite" : "Mark as a favourite";
  heart.setAttribute("aria-label", heart.title);
}

function fill(root, el, data) {
  const find = (query) => el.querySelector(query), made = Boolean(data.made);
  el.dataset.id = data.id;
  el.className = ["tile", data.state, made ? "" : "none", data.best ? "best" : ""].filter(Boolean).join(" ");
  picture(find("img"), data.image);
  set(find(".text"), data.text);
  find(".text").dir = "auto";
  wave(root, find(".wave"), data);
  find(".open").hidden = !made;
  find(".open").setAttribute("aria-label", `Open ${data.says}`);
  set(find(".plate"), data.plate);
  find(".chip").hidden = made;
  set(find(".chip i"), data.mark);
  set(find(".chip b"), data.word);
  find(".play").hidden = !data.src;
  find(".play").setAttribute("aria-label", `Play ${data.says}`);
  find(".run").hidden = made || data.state !== "running";
  find(".run").style.setProperty("--p", `${data.progress ?? 0}%`);
  find(".under").children[0].textContent = data.left ?? "";
  find(".under").children[1].textContent = data.right ?? "";
  find(".tools").hidden = !made;
  find(".stars").setAttribute("aria-label", `Stars for ${data.says}`);
  find(".noted").hidden = !data.noted;
  find(".use").hidden = !root.data.scenes;
  find(".use").setAttribute("aria-label", `Use ${data.says} in a scene`);
  rated(el, wish(root, data.id, "rate") ?? data.stars ?? 0, wish(root, data.id, "star") ?? data.starred);
  const acts = find(".acts");
  acts.hidden = !data.acts?.length;
  keep(acts, (data.acts ?? []).map(([id, label]) => ({ id, label })), () => make("button", null, "act"), (act, { id, label }) => {
    set(act, label);
    act.disabled = wish(root, data.id, id) !== undefined;
  });
}

/* The outline of a sound, fetched when it comes into sight. */
function wave(root, box, data) {
  box.hidden = !data.peaks;
  if (!data.peaks || box.dataset.of === data.peaks) return;
  box.dataset.of = data.peaks;
  box.replaceChildren();
  root.sights ??= new IntersectionObserver((seen) => seen.forEach(({ isIntersecting, target }) => {
    if (!isIntersecting) return;
    root.sights.unobserve(target);
    outline(target);
  }), { rootMargin: "200px" });
  root.sights.observe(box);
}

async function outline(box) {
  const answer = await fetch(box.dataset.of).catch(() => null), peaks = answer?.ok ? await answer.json().catch(() => null) : null;
  if (!Array.isArray(peaks)) return;
  box.replaceChildren();
  const line = peaks.map((peak, at) => { const high = Math.max(4, 0.9 * Number(peak)); return `M${3 * at} ${50 - high / 2}h2v${high}h-2z`; });
  drawn(box, "", `0 0 ${3 * peaks.length} 100`, line.join("")).setAttribute("preserveAspectRatio", "none");
}

/* Plays in its place; only one thing on the page plays at a time. */
function play(el, data) {
  const shot = el.querySelector(".shot"), known = shot.querySelector("video, audio");
  if (known) return known.paused ? known.play().catch(() => undefined) : known.pause();
  const media = make(data.sound ? "audio" : "video", shot);
  Object.assign(media, { src: data.src, loop: !data.sound, playsInline: true });
  const button = el.querySelector(".play"), box = el.querySelector(".shot");
  media.onplay = () => { box.classList.add("plays"); window.dispatchEvent(new CustomEvent("vidpipe-plays", { detail: media })); };
  media.onpause = () => box.classList.remove("plays");
  media.ontimeupdate = () => box.style.setProperty("--at", `${media.duration ? (100 * media.currentTime) / media.duration : 0}%`);
  const hear = (event) => {
    if (!media.isConnected) { media.pause(); window.removeEventListener("vidpipe-plays", hear); }
    else if (event.detail !== media) media.pause();
  };
  window.addEventListener("vidpipe-plays", hear);
  if (!data.sound) button.before(media);
  media.play().catch(() => undefined);
}

/* ---------------------------------------------------------------- lines and bands */
function band() {
  const el = make("section", null, "band"), title = make("header", el);
  make("b", title);
  make("span", title);
  make("div", el, "lines");
  return el;
}

function line() {
  const el = make("div", null, "line");
  el.setAttribute("role", "group");
  const head = make("div", el, "model");
  make("h3", head);
  make("span", head, "facts");
  make("b", head);
  make("div", el, "tiles");
  return el;
}

function lay(root) {
  const box = root.querySelector("#bands"), total = Math.max(1, ...root.data.bands.map((part) => part.lines.reduce((sum, each) => sum + each.tiles.length, 0)));
  box.style.setProperty("--total", root.data.blind ? 99 : total);
  box.classList.toggle("rows", total > 2);
  keep(box, root.data.bands, band, (el, part) => {
    el.querySelector("header").hidden = !part.title && !part.facts;
    set(el.querySelector("header b"), part.title);
    set(el.querySelector("header span"), part.facts);
    const [wide, high] = part.ratio.split(":").map(Number);
    el.style.setProperty("--ratio", `${wide} / ${high}`);
    el.style.setProperty("--n", Math.max(...part.lines.map((each) => each.tiles.length), 1));
    el.classList.toggle("tall", wide < high);
    keep(el.querySelector(".lines"), part.lines, line, (row, model) => {
      row.setAttribute("aria-label", [part.title, model.title].filter(Boolean).join(", ") || "Results");
      row.querySelector(".model").hidden = !model.title;
      set(row.querySelector("h3"), model.title);
      keep(row.querySelector(".facts"), (model.facts ?? []).map((id) => ({ id })), () => make("span"), (fact, { id }) => set(fact, id));
      set(row.querySelector(".model > b"), model.mean);
      keep(row.querySelector(".tiles"), model.tiles, tile, (cell, data) => fill(root, cell, data));
    });
  });
}

/* ---------------------------------------------------------------- what is told */
const wish = (root, id, what) => root.acts.findLast((act) => act.slot === id && act.what === what)?.value;

function tell(root, act) {
  root.acts.push({ ...act, id: `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}` });
  root.send("did", root.acts.map((each) => ({ ...each })));
}

const at = (root, id) => root.data.bands.flatMap((part) => part.lines).flatMap((row) => row.tiles).find((each) => each.id === id);

function rate(root, el, stars) {
  const now = Number(el.querySelector(".stars").getAttribute("aria-valuenow")), value = stars === now ? 0 : stars;
  tell(root, { what: "rate", slot: el.dataset.id, value });
  rated(el, value, el.querySelector(".mark").getAttribute("aria-pressed") === "true");
}

function star(root, el) {
  const value = el.querySelector(".mark").getAttribute("aria-pressed") !== "true";
  tell(root, { what: "star", slot: el.dataset.id, value });
  rated(el, Number(el.querySelector(".stars").getAttribute("aria-valuenow")), value);
}

/* ---------------------------------------------------------------- to a scene */
function scenes(root, from, slot) {
  const menu = root.querySelector("#menu"), data = root.data.scenes;
  menu.replaceChildren();
  make("b", menu, "over", data.film || "No film is open");
  if (data.none) make("p", menu, "", data.none);
  const list = make("div", menu, "places");
  for (const place of data.places) {
    const row = make("div", list, "place");
    if (place.image) picture(make("img", row), place.image);
    else make("span", row, "gap");
    make("span", row, "name", place.title);
    for (const [to, label] of place.ends) {
      const act = make("button", row, "act", label);
      act.dataset.to = to;
      act.setAttribute("aria-label", place.ends.length > 1 ? `${label} of ${place.title}` : `${label}: ${place.title}`);
    }
  }
  let words = null;
  if (data.words && data.places.length) {
    const label = make("label", menu, "words");
    words = make("input", label);
    words.type = "checkbox";
    label.append(data.words);
  }
  menu.onclick = (event) => {
    const to = event.target.closest?.("[data-to]")?.dataset.to;
    if (!to) return;
    tell(root, { what: data.act, slot, value: to, words: Boolean(words?.checked) });
    menu.hidePopover();
    from.focus({ preventScroll: true });
  };
  menu.showPopover();
  beside(menu, from);
  menu.querySelector("button, input")?.focus({ preventScroll: true });
}

function beside(menu, from) {
  const box = from.getBoundingClientRect(), own = menu.getBoundingClientRect();
  const below = box.bottom + 6 + own.height < window.innerHeight || box.top < own.height + 6;
  menu.style.left = `${Math.max(8, Math.min(box.right - own.width, window.innerWidth - own.width - 8))}px`;
  menu.style.top = `${below ? Math.min(box.bottom + 6, Math.max(8, window.innerHeight - own.height - 8)) : box.top - own.height - 6}px`;
}

/* ---------------------------------------------------------------- */
function pressed(root, event) {
  const el = event.target.closest?.(".tile"), on = (query) => event.target.closest?.(query);
  if (!el) return;
  const id = el.dataset.id;
  if (on(".stars")) {
    const box = on(".stars").getBoundingClientRect();
    rate(root, el, Math.max(1, Math.min(5, Math.ceil((5 * (event.clientX - box.left)) / box.width))));
  } else if (on(".mark")) star(root, el);
  else if (on(".use")) scenes(root, on(".use"), id);
  else if (on(".play") || on("video")) play(el, at(root, id));
  else if (on(".open")) tell(root, { what: "open", slot: id, value: true });
  else if (on(".act")) {
    tell(root, { what: on(".act").dataset.key, slot: id, value: true });
    on(".act").disabled = true;
  }
}

function keyed(root, event) {
  const stars = event.target.closest?.(".stars"), el = event.target.closest?.(".tile");
  if (!stars || !el || event.ctrlKey || event.metaKey || event.altKey) return;
  const now = Number(stars.getAttribute("aria-valuenow"));
  const to = { ArrowRight: now + 1, ArrowUp: now + 1, ArrowLeft: now - 1, ArrowDown: now - 1, Home: 0, End: 5 }[event.key] ?? (/^[0-5]$/.test(event.key) ? Number(event.key) : null);
  if (to === null) return;
  event.preventDefault();
  event.stopPropagation();
  if (to !== now && to >= 0 && to <= 5) rate(root, el, to || now); // the stars it has, once more, take them back
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector("#grid");
  if (root.of !== data.of) root.acts = [];
  Object.assign(root, { data, of: data.of, send: setTriggerValue });
  root.acts = root.acts.filter((act) => !data.heard.includes(act.id));
  root.className = [data.kind, data.blind ? "blind" : ""].filter(Boolean).join(" ");
  root.setAttribute("aria-label", data.label);
  lay(root);
  root.onclick = (event) => pressed(root, event);
  root.onkeydown = (event) => keyed(root, event);
}
