// A picture of a clip with the crops of each shape drawn over it: a click, or a drag, says what they keep in sight.
// Nothing is sent before the pointer is let go.
function make(name, parent, kind) {
  const el = document.createElement(name);
  if (kind) el.className = kind;
  parent.append(el);
  return el;
}

function build(box) {
  const stage = make("div", box, "stage"), video = make("video", stage);
  Object.assign(video, { muted: true, playsInline: true, preload: "auto", tabIndex: -1 });
  make("div", stage, "windows");
  make("i", stage, "point");
}

function seek(video, seconds) {
  const go = () => {
    if (video.readyState < 1 || video.seeking || Math.abs(video.currentTime - seconds) < 0.001) return;
    video.currentTime = Math.min(seconds, Math.max(0, (video.duration || seconds) - 0.05));
  };
  video.onloadedmetadata = go;
  go();
}

function drawn(data) {
  return data.windows.map((one) => {
    const frame = document.createElement("div");
    frame.className = "window";
    Object.assign(frame.style, { left: `${one.left}%`, top: `${one.top}%`, width: `${one.width}%`, height: `${one.height}%` });
    make("b", frame).textContent = one.ratio;
    return frame;
  });
}

// The crops follow the pointer at once; the server answers with the same.
function moved(data, [across, down]) {
  const place = (share, part) => Math.min(Math.max(share - part / 2, 0), 100 - part);
  return { ...data, windows: data.windows.map((one) => ({ ...one, left: place(across, one.width), top: place(down, one.height) })) };
}

export default function ({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector("#focus");
  if (!box.firstChild) build(box);
  const stage = box.querySelector(".stage"), video = box.querySelector("video"), point = box.querySelector(".point");
  box.style.setProperty("--ratio", data.ratio);
  stage.setAttribute("role", "img");
  stage.setAttribute("aria-label", data.says);
  if (video.getAttribute("src") !== data.src) video.src = data.src;
  seek(video, data.at);

  const paint = (now, [across, down]) => {
    box.querySelector(".windows").replaceChildren(...drawn(now));
    Object.assign(point.style, { left: `${across}%`, top: `${down}%` });
  };
  const where = (event) => {
    const room = stage.getBoundingClientRect();
    const share = (at, from, length) => Math.round(Math.min(100, Math.max(0, (100 * (at - from)) / length)));
    return [share(event.clientX, room.left, room.width), share(event.clientY, room.top, room.height)];
  };
  stage.onpointerdown = (event) => {
    if (event.button !== 0) return;
    stage.setPointerCapture(event.pointerId);
    box.held = true;
    paint(moved(data, where(event)), where(event));
  };
  stage.onpointermove = (event) => box.held && paint(moved(data, where(event)), where(event));
  stage.onpointercancel = () => {
    box.held = false;
    paint(data, data.focus);
  };
  stage.onpointerup = (event) => {
    if (!box.held) return;
    box.held = false;
    const [across, down] = where(event);
    if (across !== data.focus[0] || down !== data.focus[1]) setTriggerValue("placed", { across, down });
  };
  if (!box.held) paint(data, data.focus);
}
