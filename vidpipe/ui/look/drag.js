// Reordering by pointer, shared by the strip and the rows: drag with a mouse, hold and drag with a finger or a pen.
// `grip` says where a drag may begin, `drop` is told the id and its new place, counted from 0.
const SLACK = 6, HOLD = 350, EDGE = 56;

function scroller(el, across) {
  if (across) return el;
  for (let at = el.getRootNode().host?.parentElement; at; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY) && at.scrollHeight > at.clientHeight) return at;
  }
  return document.scrollingElement;
}

function reorderable(box, { across, grip, drop }) {
  box.vpDrop = drop;
  if (box.vpReorders) return;
  box.vpReorders = true;
  const mark = document.createElement("div");
  mark.className = "drop";
  mark.hidden = true;
  const at = (event) => (across ? event.clientX : event.clientY);
  const span = (el) => {
    const box = el.getBoundingClientRect();
    return across ? [box.left, box.right] : [box.top, box.bottom];
  };
  const items = () => [...box.querySelectorAll(":scope > [data-id]")];
  let press = null, held = null, given = false, place = 0, pointer = 0, timer = 0, frame = 0;

  function begin() {
    held = press.item;
    held.classList.add("held");
    box.classList.add("dragging");
    held.setPointerCapture?.(press.pointer);
    box.append(mark);
    window.addEventListener("keydown", escape, true);
    aim();
    frame = requestAnimationFrame(roll);
  }

  function aim() {
    const others = items().filter((item) => item !== held);
    place = others.filter((item) => (span(item)[0] + span(item)[1]) / 2 < pointer).length;
    mark.hidden = place === items().indexOf(held);
    const [start, end] = span(box);
    const before = others[place - 1], after = others[place];
    const edge = before && after ? (span(before)[1] + span(after)[0]) / 2 : before ? span(before)[1] + 3 : span(after)[0] - 3;
    const within = Math.min(Math.max(edge, start + 2), end - 2) - start + (across ? box.scrollLeft : 0);
    mark.style[across ? "left" : "top"] = `${within}px`;
  }

  function roll() {
    if (!held) return;
    const view = scroller(box, across);
    const [start, end] = view === document.scrollingElement ? [0, innerHeight] : span(view);
    const step = pointer < start + EDGE ? -10 : pointer > end - EDGE * (across ? 1 : 3) ? 10 : 0;
    if (step) {
      view[across ? "scrollLeft" : "scrollTop"] += step;
      aim();
    }
    frame = requestAnimationFrame(roll);
  }

  function escape(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    end(false);
    given = true; // up, while the button is still down
  }

  function end(keep) {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    const item = held;
    press = held = null;
    box.classList.remove("dragging");
    window.removeEventListener("keydown", escape, true);
    mark.remove();
    if (!item) return;
    item.classList.remove("held");
    const from = items().indexOf(item);
    if (!keep || place === from) return;
    const others = items().filter((other) => other !== item);
    box.insertBefore(item, others[place] ?? null);
    box.vpDrop(item.dataset.id, place);
  }

  box.addEventListener("pointerdown", (event) => {
    const item = event.target.closest("[data-id]");
    if (event.button || !event.isPrimary || !item || item.dataset.fixed || (grip && !event.target.closest(grip))) return;
    pointer = at(event);
    given = false;
    press = { item, x: event.clientX, y: event.clientY, pointer: event.pointerId, mouse: event.pointerType === "mouse" };
    if (!press.mouse) timer = setTimeout(begin, HOLD);
  });
  box.addEventListener("pointermove", (event) => {
    if (!press) return;
    pointer = at(event);
    if (held) return aim();
    const far = Math.hypot(event.clientX - press.x, event.clientY - press.y) > SLACK;
    if (far && press.mouse) begin();
    else if (far) end(false); // a finger that moves at once scrolls
  });
  box.addEventListener("touchmove", (event) => held && event.preventDefault(), { passive: false });
  box.addEventListener("contextmenu", (event) => held && event.preventDefault());
  box.addEventListener("dragstart", (event) => event.preventDefault());
  box.addEventListener("pointerup", () => {
    const dragged = Boolean(held) || given;
    given = false;
    end(true);
    // The click that ends a drag is no choice.
    if (dragged) box.addEventListener("click", (event) => event.stopPropagation(), { capture: true, once: true });
    setTimeout(() => dragged && box.dispatchEvent(new MouseEvent("click")), 0);
  });
  box.addEventListener("pointercancel", () => end(false));
}

function make(name, parent, { text, kind } = {}) {
  const el = document.createElement(name);
  if (text !== undefined) el.textContent = text;
  if (kind) el.className = kind;
  parent.append(el);
  return el;
}

const PATHS = {
  lock: "M4 7V5a4 4 0 0 1 8 0v2h1v8H3V7h1zm2 0h4V5a2 2 0 0 0-4 0v2z",
  open: "M4 7V5a4 4 0 0 1 7.7-1.5l-1.8.8A2 2 0 0 0 6 5v2h7v8H3V7h1zm1 2v4h6V9H5z",
  edit: "M11.3 1.6 14.4 4.7 5.6 13.5 1.5 14.5 2.5 10.4zM11.3 4.1 4.1 11.3 3.8 12.2 4.7 11.9 11.9 4.7z",
  check: "M6.4 12.4 2.2 8.2 3.6 6.8 6.4 9.6 12.6 3.4 14 4.8z",
  more: "M3 6.6a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8zm5 0a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8zm5 0a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8z",
};

function icon(parent, name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg"), path = document.createElementNS(space, "path");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  parent.replaceChildren(svg);
}

// One element for each row, kept by its id, in the order of the rows; what is there is filled again, not made again.
function reconcile(box, rows, build, fill) {
  const known = new Map([...box.querySelectorAll(":scope > [data-id]")].map((el) => [el.dataset.id, el]));
  const active = box.getRootNode().activeElement;
  rows.forEach((row, place) => {
    const el = known.get(row.id) ?? build();
    known.delete(row.id);
    el.dataset.id = row.id;
    fill(el, row, place);
    if (box.children[place] !== el) box.insertBefore(el, box.children[place] ?? null);
  });
  known.forEach((el) => el.remove());
  if (active && active !== box.getRootNode().activeElement && box.contains(active)) active.focus({ preventScroll: true });
}
