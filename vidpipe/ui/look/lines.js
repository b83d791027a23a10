// Every scene with what is said over it: words edited in place, length against length, play. All rows are one part of
// the page; nothing is fetched before it is played.
function make(name, className, text) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

function build(id) {
  const row = make("li", "row"), words = make("div", "words"), field = make("textarea"), under = make("p", "under");
  const side = make("div", "side"), bars = make("div", "bars"), says = make("p", "says"), stands = make("p", "stands"), manner = make("p", "manner"), play = make("button", "play");
  row.dataset.id = id;
  Object.assign(field, { rows: 1, maxLength: 600, spellcheck: true });
  play.type = "button";
  words.append(field, under);
  bars.append(make("i", "scene"), make("i", "line"));
  side.append(bars, says, stands, manner);
  const picture = make("div", "picture"), chip = make("span", "chip");
  chip.append(make("i"), make("span"));
  row.append(make("b", "number"), picture, words, side, chip, play);
  return row;
}

function fill(row, line, data, state) {
  row.className = `row ${line.state}${line.plain ? " plain" : ""}`;
  row.setAttribute("aria-current", line.id === data.chosen);
  row.querySelector(".number").textContent = line.number;
  portrait(row.querySelector(".picture"), line, data);
  speech(row, line, data, state);
  lengths(row, line, data);
  row.querySelector(".chip i").textContent = line.mark;
  row.querySelector(".chip span").textContent = line.chip;
  const play = row.querySelector(".play");
  play.hidden = !line.src;
  const on = state.src === line.src && state.audio && !state.audio.paused;
  play.classList.toggle("on", Boolean(on));
  play.setAttribute("aria-label", `${on ? "Pause" : "Play"} the line of scene ${line.number}`);
}

function portrait(picture, line, data) {
  picture.style.aspectRatio = data.ratio.replace(":", " / ");
  if (picture.dataset.image === line.image) return;
  picture.dataset.image = line.image;
  const image = make("img");
  Object.assign(image, { src: line.image, alt: "", loading: "lazy", decoding: "async" });
  picture.replaceChildren(...(line.image ? [image] : []));
}

function speech(row, line, data, state) {
  const field = row.querySelector("textarea"), under = row.querySelector(".under");
  field.setAttribute("aria-label", line.label ?? `What is said over scene ${line.number}`);
  field.placeholder = line.hint ?? "Nothing is said here. Write a line to have it spoken.";
  field.readOnly = line.locked;
  const waits = saving(line, data, state), lost = state.lost.has(line.id);
  const writing = row.getRootNode().activeElement === field && field.value !== field.dataset.text;
  if (!writing && !waits && !lost && field.value !== line.text) field.value = line.text;
  field.dataset.text = line.text;
  under.textContent = waits ? "Saving…" : lost ? "Not saved. Press Enter to try again, Escape to have the old words." : line.under;
  under.classList.toggle("wrong", !waits && (lost || line.wrong));
  grow(field);
}

/* What was sent is being saved until the page was drawn after it; words that did not come back were refused. */
function saving(line, data, state) {
  const sent = state.sent.get(line.id);
  if (!sent) return false;
  if (line.text !== sent.text && data.turn === sent.turn) return true;
  state.sent.delete(line.id);
  if (line.text !== sent.text) state.lost.add(line.id);
  return false;
}

function grow(field) {
  field.style.height = "0";
  field.style.height = `${field.scrollHeight + 2}px`;
}

function lengths(row, line, data) {
  const longest = Math.max(...data.lines.map((one) => Math.max(one.frames, one.lead + one.spoken)));
  row.querySelector(".bars").title = line.length;
  row.querySelector(".bars .scene").style.width = `${(100 * line.frames) / longest}%`;
  const spoken = row.querySelector(".bars .line");
  spoken.style.width = `${(100 * line.spoken) / longest}%`;
  spoken.style.marginLeft = `${line.spoken ? (100 * line.lead) / longest : 0}%`;
  spoken.classList.toggle("over", line.over);
  const stands = row.querySelector(".stands");
  stands.textContent = line.fits;
  stands.className = `stands ${line.fit}`;
  row.querySelector(".says").textContent = line.length;
  row.querySelector(".manner").textContent = line.manner;
}

/* ---------------------------------------------------------------- what a person does */
function ears(box, state, send) {
  const line = (event) => event.target.closest(".row")?.dataset.id;
  box.addEventListener("focusin", (event) => { if (event.target.matches("textarea")) pick(line(event)); });
  box.addEventListener("click", (event) => {
    if (event.target.closest(".play")) return play(line(event));
    pick(line(event));
    if (event.target.closest(".side, .chip, .picture, .number")) event.target.closest(".row").querySelector("textarea").focus({ preventScroll: true });
  });
  box.addEventListener("input", (event) => grow(event.target));
  box.addEventListener("change", (event) => { if (event.target.matches("textarea")) save(event.target, line(event)); });
  box.addEventListener("keydown", (event) => {
    if (!event.target.matches("textarea")) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      event.target.blur();
      if (state.lost.has(line(event))) save(event.target, line(event));
    }
    if (event.key === "Escape") {
      state.lost.delete(line(event));
      event.target.value = event.target.dataset.text;
      event.target.blur();
    }
  });
  const pick = (id) => { if (id && id !== state.data.chosen) send("picked", id); };
  const save = (field, id) => {
    const text = field.value.trim();
    state.lost.delete(id);
    if (text === field.dataset.text) return refresh(box, state);
    state.sent.set(id, { text, turn: state.data.turn });
    field.closest(".row").querySelector(".under").textContent = "Saving…";
    send("said", { id, text });
  };
  const play = (id) => listenTo(box, state, state.data.lines.find((one) => one.id === id));
}

function listenTo(box, state, line) {
  if (state.src !== line.src) {
    state.audio?.pause();
    state.src = line.src;
    state.audio = new Audio(line.src);
    const audio = state.audio;
    for (const name of ["play", "pause"]) audio.addEventListener(name, () => refresh(box, state));
    audio.addEventListener("play", () => window.dispatchEvent(new CustomEvent("vidpipe-plays", { detail: audio })));
    audio.addEventListener("timeupdate", () => { if (!box.isConnected) audio.pause(); });
  }
  if (state.audio.paused) state.audio.play().catch(() => undefined);
  else state.audio.pause();
}

function hush(box, state) {
  const heard = (event) => {
    if (!box.isConnected) return window.removeEventListener("vidpipe-plays", heard);
    if (event.detail !== state.audio) state.audio?.pause();
  };
  window.addEventListener("vidpipe-plays", heard);
}

function refresh(box, state) {
  const rows = new Map([...box.children].map((row) => [row.dataset.id, row]));
  const wanted = state.data.lines.map((line) => rows.get(line.id) ?? build(line.id));
  if (wanted.length !== box.children.length || wanted.some((row, at) => row !== box.children[at])) box.replaceChildren(...wanted);
  state.data.lines.forEach((line, at) => fill(wanted[at], line, state.data, state));
}

export default function ({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector("#lines");
  if (!box.vidpipe) {
    box.vidpipe = { sent: new Map(), lost: new Set(), send: null };
    ears(box, box.vidpipe, (name, value) => box.vidpipe.send(name, value));
    hush(box, box.vidpipe);
  }
  const state = box.vidpipe, key = JSON.stringify(data);
  state.send = setTriggerValue;
  if (state.key === key) return;
  Object.assign(state, { key, data });
  refresh(box, state);
  if (data.focus && state.focus !== data.focus) {
    state.focus = data.focus;
    box.querySelector(`[data-id="${CSS.escape(data.chosen)}"] textarea`)?.focus();
  }
}
