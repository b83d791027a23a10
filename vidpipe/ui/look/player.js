// A poster until it is clicked, then the film with its controls; or a line of sound. Only one of them plays at a time.
// A film with a `bus` tells others on the page where it is, and goes where they say (see lanes.js).
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
const SVG = "http://www.w3.org/2000/svg";
const FRESH = 4000; // milliseconds within which what played is still playing for whoever looks
const IDLE = 2400; // milliseconds without a movement, after which the controls of a playing film go away

function make(name, className, ...inside) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...inside);
  return element;
}

function tool(className, label) {
  const button = make("button", `tool ${className}`);
  button.type = "button";
  named(button, label);
  return button;
}

function named(element, label) {
  element.setAttribute("aria-label", label);
  element.title = label;
}

function listen(box, name, hear) {
  const heard = (event) => (box.isConnected ? hear(event) : window.removeEventListener(name, heard));
  window.addEventListener(name, heard);
}

function alone(box, media) {
  media.addEventListener("play", () => window.dispatchEvent(new CustomEvent("vidpipe-plays", { detail: media })));
  listen(box, "vidpipe-plays", (event) => { if (event.detail !== media) media.pause(); });
}

/* ---------------------------------------------------------------- the film */
function film(box, data, { at = 0, play = true } = {}) {
  const video = make("video");
  Object.assign(video, { src: data.src, playsInline: true, preload: "auto" });
  video.setAttribute("aria-label", data.label);
  const words = make("p", "words");
  words.setAttribute("aria-live", "off");
  if (data.captions) track(video, words, data);
  alone(box, video);
  const bar = controls(box, video, data);
  const note = make("p", "note");
  note.textContent = box.vidpipe?.note ?? "";
  box.replaceChildren(video, words, bar, note);
  box.vidpipe.media = video;
  video.onclick = () => toggle(video);
  video.ondblclick = () => whole(box);
  idle(box, video);
  tell(box, video, data);
  hold(box, video, data);
  if (at) video.currentTime = at;
  if (play) video.play().catch(() => undefined);
}

const toggle = (video) => (video.paused ? video.play().catch(() => undefined) : video.pause());
const whole = (box) => (document.fullscreenElement ? document.exitFullscreen() : box.requestFullscreen?.());

function track(video, words, data) {
  const text = make("track");
  Object.assign(text, { kind: "captions", src: data.captions, srclang: data.language, label: data.language, default: true });
  video.append(text);
  text.track.mode = "hidden"; // shown by ourselves, above the controls and as plain text
  text.track.oncuechange = () => {
    words.textContent = [...(text.track.activeCues ?? [])].map((cue) => cue.getCueAsHTML().textContent).join("\n");
  };
}

function controls(box, video, data) {
  const bar = make("div", "bar"), go = tool("go", "Play"), at = make("span"), of = make("span"), seek = make("input");
  Object.assign(seek, { type: "range", min: 0, max: 1000, step: 1, value: 0 });
  seek.setAttribute("aria-label", `Place in ${data.label}`);
  at.textContent = clock(0);
  of.textContent = data.time;
  go.onclick = () => toggle(video);
  seek.oninput = () => { if (video.duration) video.currentTime = (video.duration * seek.value) / 1000; };
  const place = () => {
    const share = video.duration ? video.currentTime / video.duration : 0;
    seek.value = 1000 * share;
    seek.style.setProperty("--at", `${100 * share}%`);
    seek.setAttribute("aria-valuetext", `${clock(video.currentTime)} of ${clock(video.duration || 0)}`);
    at.textContent = clock(video.currentTime);
  };
  video.addEventListener("timeupdate", place);
  video.addEventListener("seeking", place);
  video.addEventListener("loadedmetadata", () => (of.textContent = clock(video.duration)));
  for (const name of ["play", "pause"])
    video.addEventListener(name, () => { go.classList.toggle("on", !video.paused); named(go, video.paused ? "Play" : "Pause"); });
  bar.append(go, at, seek, of);
  if (data.captions) bar.append(captions(box));
  bar.append(loudness(video), full(box));
  return bar;
}

function captions(box) {
  const button = tool("cc", "Subtitles");
  button.textContent = "CC";
  const show = (on) => { box.classList.toggle("mute-words", !on); button.setAttribute("aria-pressed", on); };
  button.onclick = () => show(box.classList.contains("mute-words"));
  show(!box.classList.contains("mute-words"));
  return button;
}

function loudness(video) {
  const button = tool("loud", "Mute");
  button.onclick = () => (video.muted = !video.muted);
  video.addEventListener("volumechange", () => { button.classList.toggle("off", video.muted); named(button, video.muted ? "Unmute" : "Mute"); });
  return button;
}

function full(box) {
  const button = tool("full", "Full screen");
  button.onclick = () => whole(box);
  return button;
}

function idle(box, video) {
  let timer = 0;
  const wake = () => {
    box.classList.remove("idle");
    clearTimeout(timer);
    timer = setTimeout(() => box.classList.toggle("idle", !video.paused), IDLE);
  };
  for (const name of ["pointermove", "focusin", "keydown"]) box.addEventListener(name, wake);
  for (const name of ["play", "pause", "seeking"]) video.addEventListener(name, wake);
}

function tell(box, video, data) {
  if (!data.bus) return;
  const say = () => window.dispatchEvent(new CustomEvent("vidpipe-time", {
    detail: { bus: data.bus, at: video.currentTime, of: video.duration || 0, plays: !video.paused },
  }));
  const follow = () => { say(); if (!video.paused && box.isConnected) requestAnimationFrame(follow); };
  video.addEventListener("play", follow);
  for (const name of ["pause", "seeked", "seeking", "loadedmetadata"]) video.addEventListener(name, say);
}

/* ---------------------------------------------------------------- the poster */
function poster(box, data) {
  const button = make("button", "poster"), image = make("img"), play = make("span", "play"), time = make("span", "time");
  const note = make("p", "note");
  button.type = "button";
  button.setAttribute("aria-label", `Play ${data.label}`);
  Object.assign(image, { src: data.poster, alt: "", loading: "lazy" });
  time.textContent = data.time;
  note.textContent = box.vidpipe?.note ?? "";
  button.append(image, play);
  if (data.time) button.append(time);
  box.vidpipe.open = (how) => film(box, data, how);
  button.onclick = () => { film(box, data); box.querySelector(".go")?.focus({ preventScroll: true }); };
  box.replaceChildren(button, note);
}

/* ---------------------------------------------------------------- a line of sound */
function sound(box, data) {
  const button = make("button"), seek = make("input"), time = make("span");
  button.type = "button";
  named(button, `Play ${data.label}`);
  Object.assign(seek, { type: "range", min: 0, max: 1000, value: 0 });
  seek.setAttribute("aria-label", `Place in ${data.label}`);
  time.textContent = data.time;
  box.vidpipe.open = ({ at = 0, play = true } = {}) => {
    const audio = (box.vidpipe.media = heard(box, data, { button, seek, time }));
    if (at) audio.currentTime = at;
    if (play) audio.play().catch(() => undefined);
  };
  if (data.peaks) outline(box, data.peaks);
  button.onclick = () => (box.vidpipe.media ? toggle(box.vidpipe.media) : box.vidpipe.open());
  seek.oninput = () => {
    const audio = box.vidpipe.media;
    if (audio?.duration) audio.currentTime = (audio.duration * seek.value) / 1000;
  };
  const place = make("div", "place", seek);
  box.replaceChildren(button, place, time);
}

/* The outline of the sound behind its bar, once plain and once up to where it plays. Without it the bar will do. */
async function outline(box, where) {
  const answer = await fetch(where).catch(() => null);
  const peaks = answer?.ok ? await answer.json().catch(() => null) : null;
  const place = box.querySelector(".place");
  if (!Array.isArray(peaks) || !place) return;
  place.classList.add("drawn");
  place.prepend(wave(peaks, "far"), wave(peaks, "near"));
}

function wave(peaks, className) {
  const picture = document.createElementNS(SVG, "svg"), path = document.createElementNS(SVG, "path");
  picture.setAttribute("class", className);
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

function heard(box, data, { button, seek, time }) {
  const audio = new Audio(data.src);
  alone(box, audio);
  audio.onplay = () => { button.dataset.on = "1"; named(button, `Pause ${data.label}`); };
  audio.onpause = () => { delete button.dataset.on; named(button, `Play ${data.label}`); };
  audio.ontimeupdate = () => {
    if (!box.isConnected) return audio.pause();
    const share = audio.duration ? audio.currentTime / audio.duration : 0;
    seek.value = 1000 * share;
    seek.parentElement.style.setProperty("--at", `${100 * share}%`);
    time.textContent = `${clock(audio.currentTime)} of ${clock(audio.duration || 0)}`;
  };
  tell(box, audio, data);
  hold(box, audio, data);
  return audio;
}

/* ---------------------------------------------------------------- the room it lives in */
/* The page may build the player anew while it is watched: by its bus it is known again and goes on where it was. */
const held = (window.vidpipeHeld ??= new Map());

function hold(box, media, data) {
  if (!data.bus) return;
  const keep = () => {
    if (box.isConnected) held.set(data.bus, { at: media.currentTime, plays: !media.paused, film: data.film, when: performance.now() });
  };
  for (const name of ["play", "pause", "seeked", "timeupdate"]) media.addEventListener(name, keep);
}

function resume(box, data) {
  const was = held.get(data.bus);
  if (!was || was.film !== data.film) return;
  const just = performance.now() - was.when < FRESH;
  if (was.plays ? just : true) box.vidpipe.open({ at: was.at, play: was.plays && just });
}

function settle(box, data) {
  const [width, height] = data.ratio.split(":");
  box.style.setProperty("--w", width);
  box.style.setProperty("--h", height);
  box.className = data.kind === "sound" ? "sound" : data.small ? "small" : data.bus ? "main" : "";
}

function hear(box) {
  listen(box, "vidpipe-seek", ({ detail }) => {
    const { data, media, open } = box.vidpipe;
    if (detail.bus !== data.bus) return;
    if (media) media.currentTime = detail.at;
    else open({ at: detail.at || 0.001, play: false });
  });
  listen(box, "vidpipe-key", (event) => {
    if (event.detail.key !== "space") return;
    event.preventDefault(); // the frame's keyboard asks first
    if (box.vidpipe.media) toggle(box.vidpipe.media);
    else box.vidpipe.open();
  });
}

function renew(box, data) {
  const before = box.vidpipe.media;
  box.vidpipe.media = null;
  settle(box, data);
  before?.pause();
  const how = before && { at: before.currentTime, play: box.vidpipe.playing }; // a new version goes on from the same place
  (data.kind === "sound" ? sound : poster)(box, data);
  if (before) box.vidpipe.open(how);
  else if (data.bus) resume(box, data);
}

export default function ({ data, parentElement }) {
  const box = parentElement.querySelector("#player"), { note = "", ...rest } = data, key = JSON.stringify(rest);
  const fresh = !box.vidpipe;
  box.vidpipe = { ...box.vidpipe, data: rest, note, playing: box.vidpipe?.media ? !box.vidpipe.media.paused : false };
  if (fresh && data.bus) hear(box);
  const said = box.querySelector(".note");
  if (said && said.textContent !== note) said.textContent = note;
  if (box.vidpipe.key === key) return; // what plays goes on when the page is drawn again
  box.vidpipe.key = key;
  renew(box, rest);
}
