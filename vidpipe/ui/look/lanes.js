// The film on one time scale: pictures with their joints, what is said, the music. The playhead follows the player on the
// same bus; a click in the lanes goes there, a click on a joint chooses it, arrow keys walk from joint to joint.
const SVG = "http://www.w3.org/2000/svg";
const STEPS = [0.5, 1, 2, 4, 5, 10, 15, 20, 30, 60, 120]; // seconds between two marks of the ruler
const MARKS = 10;
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}${seconds % 1 ? ".5" : ""}`;

function make(name, className, text) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

function placed(element, data, start, frames) {
  element.style.left = `${(100 * start) / data.frames}%`;
  if (frames !== undefined) element.style.width = `${(100 * frames) / data.frames}%`;
  return element;
}

function ruler(data) {
  const lane = make("div", "ruler"), total = data.frames / data.rate;
  const step = STEPS.find((seconds) => total / seconds <= MARKS) ?? 300;
  for (let at = 0; at < total - step / 3; at += step) lane.append(placed(make("span", "", clock(at)), data, at * data.rate));
  return lane;
}

function pictures(data) {
  const lane = make("div", "pictures");
  for (const scene of data.scenes) {
    const block = placed(make("div", `scene${scene.id === data.chosen ? " on" : ""}`), data, scene.start, scene.frames);
    if (scene.image) {
      const image = make("img");
      Object.assign(image, { src: scene.image, alt: "", loading: "lazy", draggable: false });
      block.append(image);
    }
    block.append(make("b", "", scene.number));
    block.title = scene.title;
    lane.append(block);
  }
  return lane;
}

function joints(data, choose) {
  return data.joints.map((joint) => {
    const handle = placed(make("button", `joint ${joint.kind}`), data, joint.at);
    handle.type = "button";
    handle.dataset.id = joint.id;
    handle.tabIndex = joint.id === data.joint ? 0 : -1;
    handle.title = joint.says;
    handle.setAttribute("aria-label", joint.says);
    handle.setAttribute("aria-pressed", joint.id === data.joint);
    if (joint.wrong) handle.dataset.wrong = "1";
    handle.onclick = () => choose(joint.id);
    handle.onkeydown = (event) => walk(event, handle, data, choose);
    return handle;
  });
}

function walk(event, handle, data, choose) {
  const ids = data.joints.map((joint) => joint.id), here = ids.indexOf(handle.dataset.id);
  const to = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: ids.length - 1 }[event.key];
  if (to === undefined || to < 0 || to >= ids.length) return;
  event.preventDefault();
  event.stopPropagation();
  handle.parentElement.querySelector(`[data-id="${CSS.escape(ids[to])}"]`)?.focus();
  choose(ids[to]);
}

function voice(data) {
  const lane = make("div", "voice");
  for (const line of data.voice) {
    const block = placed(make("div", `line ${line.kind}`, line.mark ? `${line.mark} ${line.text}` : line.text), data, line.start, line.frames);
    block.title = line.says;
    lane.append(block);
  }
  return lane;
}

function music(data) {
  const lane = make("div", "music");
  if (!data.music) lane.append(make("span", "", "No music"));
  else if (data.music.peaks) outline(lane, data.music);
  else lane.append(make("span", "", data.music.says));
  return lane;
}

async function outline(lane, sound) {
  try {
    const answer = await fetch(sound.peaks);
    if (!answer.ok) throw new Error(`${answer.status}`);
    lane.replaceChildren(wave(await answer.json()));
  } catch {
    lane.replaceChildren(make("span", "", sound.says));
  }
}

function wave(peaks) {
  const picture = document.createElementNS(SVG, "svg"), path = document.createElementNS(SVG, "path");
  picture.setAttribute("viewBox", `0 0 ${3 * peaks.length} 100`);
  picture.setAttribute("preserveAspectRatio", "none");
  picture.setAttribute("aria-hidden", "true");
  path.setAttribute("d", peaks.map((peak, at) => {
    const height = Math.max(4, 0.92 * Number(peak));
    return `M${3 * at} ${50 - height / 2}h2v${height}h-2z`;
  }).join(""));
  picture.append(path);
  return picture;
}

/* ---------------------------------------------------------------- where the player is, and where it is sent */
function seekable(track, data) {
  let held = false;
  const go = (event) => {
    const box = track.getBoundingClientRect();
    const at = Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)) * (data.frames / data.rate);
    window.dispatchEvent(new CustomEvent("vidpipe-seek", { detail: { bus: data.bus, at: Math.min(at, data.frames / data.rate - 0.05) } }));
  };
  track.onpointerdown = (event) => {
    if (event.button || event.target.closest("button")) return;
    held = true;
    track.setPointerCapture(event.pointerId);
    go(event);
  };
  track.onpointermove = (event) => { if (held) go(event); };
  track.onpointerup = track.onpointercancel = () => (held = false);
}

function follow(box) {
  const heard = ({ detail }) => {
    if (!box.isConnected) return window.removeEventListener("vidpipe-time", heard);
    if (detail.bus === box.vidpipe.data.bus) head(box, detail.at);
  };
  window.addEventListener("vidpipe-time", heard);
}

function head(box, at) {
  const { data } = box.vidpipe, mark = box.querySelector(".head");
  box.vidpipe.at = at;
  if (!mark) return;
  const share = Math.max(0, Math.min(1, (at * data.rate) / data.frames));
  mark.style.left = `${100 * share}%`;
  mark.dataset.at = at.toFixed(2);
}

function draw(box, data, choose) {
  const names = make("div", "names"), track = make("div", "track"), scroll = make("div", "scroll");
  const lanes = [["", ruler(data)], ["Picture", pictures(data)], ["Voice", voice(data)], ["Music", music(data)]];
  for (const [name, lane] of lanes) {
    names.append(make("span", "", name));
    track.append(lane);
  }
  track.querySelector(".pictures").append(...joints(data, choose));
  track.append(make("i", "head"));
  track.style.setProperty("--least", `${Math.max(560, 34 * data.scenes.length)}px`);
  if (data.bus) seekable(track, data);
  scroll.append(track);
  const before = box.querySelector(".scroll")?.scrollLeft ?? 0, focused = box.getRootNode().activeElement?.dataset?.id;
  box.replaceChildren(names, scroll);
  scroll.scrollLeft = before;
  if (focused) box.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  head(box, box.vidpipe.at ?? window.vidpipeHeld?.get(data.bus)?.at ?? 0);
}

export default function ({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector("#lanes"), key = JSON.stringify(data);
  const fresh = !box.vidpipe;
  if (box.vidpipe?.key === key) return;
  box.vidpipe = { ...box.vidpipe, key, data };
  if (fresh) follow(box);
  draw(box, data, (id) => setTriggerValue("joint", id));
}
