// Which frames of a clip the cut uses: two handles on one track, the first and the last frame beside it as they move.
// Nothing is sent before a handle is let go.
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
  if (!box.dragging) [start.value, end.value] = [data.start, data.end];
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
  const moved = (input) => {
    box.dragging = true;
    const [a, b] = [Number(start.value), Number(end.value)];
    if (input === start && a >= b) start.value = b - 1;
    if (input === start && Number(end.value) - Number(start.value) > data.longest) end.value = Number(start.value) + data.longest;
    if (input === end && b <= a) end.value = a + 1;
    if (input === end && Number(end.value) - Number(start.value) > data.longest) start.value = Number(end.value) - data.longest;
    paint();
  };
  const let_go = () => {
    box.dragging = false;
    const now = { start: Number(start.value), end: Number(end.value) };
    if (now.start !== data.start || now.end !== data.end) setTriggerValue("trimmed", now);
  };
  for (const input of [start, end]) {
    input.oninput = () => moved(input);
    input.onchange = let_go;
  }
  paint();
}
