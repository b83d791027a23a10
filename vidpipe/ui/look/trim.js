// Which frames of a clip the cut uses: two handles on one track, the first and the last frame beside it as they move.
// Nothing is sent before a handle is let go.
const PENDING = 4000; // milliseconds in which what was set here counts more than what the server still says

function make(name, parent, kind) {
  const el = document.createElement(name);
  if (kind) el.className = kind;
  parent.append(el);
  return el;
}

const stamp = (frame, rate) => {
  const tenths = Math.round((10 * frame) / rate);
  return `${Math.floor(tenths / 600)}:${String(Math.floor(tenths / 10) % 60).padStart(2, "0")}.${tenths % 10}`;
};

function build(box) {
  const frames = make("div", box, "frames");
  for (const side of ["start", "end"]) {
    const figure = make("figure", frames, side), video = make("video", figure);
    Object.assign(video, { muted: true, playsInline: true, preload: "auto", tabIndex: -1 });
    make("figcaption", figure);
  }
  const track = make("div", box, "track");
  make("i", track, "used");
  for (const side of ["start", "end"]) make("input", track, side).type = "range";
  const scale = make("div", box, "scale");
  make("span", scale);
  make("span", scale);
}

// Seeks one after the other: a decoder that is asked faster than it can answer shows nothing at all.
function show(video, seconds) {
  video.wanted = seconds;
  const go = () => {
    if (video.seeking || video.readyState < 1 || Math.abs(video.currentTime - video.wanted) < 0.001) return;
    video.currentTime = video.wanted;
  };
  video.onseeked = video.onloadedmetadata = go;
  go();
}

export default function ({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector("#trim");
  if (!box.firstChild) build(box);
  const find = (query) => box.querySelector(query), [start, end] = [find("input.start"), find("input.end")];
  const [width, height] = data.ratio.split(":");
  box.style.setProperty("--ratio", `${width} / ${height}`);
  for (const video of box.querySelectorAll("video")) if (video.getAttribute("src") !== data.src) video.src = data.src;
  [start, end].forEach((input, side) => {
    Object.assign(input, { min: 0, max: data.total, step: 1 });
    input.setAttribute("aria-label", data.names[side]);
  });
  // What was moved here counts until the server answers with it; while a handle is held nothing is set from outside.
  const answered = box.sent && box.sent.start === data.start && box.sent.end === data.end;
  if (answered || (box.sent && Date.now() - box.sent.at > PENDING)) box.sent = null;
  if (!box.moved && !box.sent) [start.value, end.value] = [data.start, data.end];
  const [from, to] = box.querySelectorAll(".scale span");
  [from.textContent, to.textContent] = data.stamps;

  const paint = () => {
    const [a, b] = [Number(start.value), Number(end.value)];
    box.style.setProperty("--from", `${(100 * a) / data.total}%`);
    box.style.setProperty("--to", `${(100 * b) / data.total}%`);
    [[start, a, a], [end, b, b - 1]].forEach(([input, frame, pictured], side) => {
      const says = stamp(frame, data.rate);
      input.setAttribute("aria-valuetext", says);
      box.querySelectorAll("figcaption")[side].textContent = `${side ? "Out" : "In"} ${says}`;
      show(box.querySelectorAll("video")[side], (Math.max(0, pictured) + 0.5) / data.rate);
    });
  };
  const furthest = (a) => Math.min(data.total, a + data.longest); // beyond it the scene is over
  const moved = (input) => {
    const free = box.free ?? data.end >= furthest(data.start); // an end that nobody set follows the beginning
    Object.assign(box, { moved: true, free });
    let [a, b] = [Number(start.value), Number(end.value)];
    if (input === start) {
      a = Math.min(a, data.total - 1);
      b = free ? furthest(a) : Math.min(Math.max(b, a + 1), furthest(a));
    } else {
      b = Math.max(b, 1);
      a = Math.max(Math.min(a, b - 1), b - data.longest);
    }
    [start.value, end.value] = [a, b];
    paint();
  };
  const settle = () => {
    clearTimeout(box.later);
    box.later = setTimeout(() => {
      Object.assign(box, { moved: false, free: null });
      const now = { start: Number(start.value), end: Number(end.value) };
      if (now.start === data.start && now.end === data.end) return;
      box.sent = { ...now, at: Date.now() };
      setTriggerValue("trimmed", now);
    }, 350);
  };
  for (const input of [start, end]) {
    input.oninput = () => moved(input);
    input.onchange = settle;
  }
  paint();
}
