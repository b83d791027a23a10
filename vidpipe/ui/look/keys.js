// The studio's keyboard: one listener. A letter presses the button whose key names it, never while somebody writes,
// has a dialog open or holds a modifier. Parts of the page hear of it first and may take it.
const FIELDS = "input:not([type=checkbox], [type=radio], [type=range], [type=button]), textarea, select, [contenteditable], [role=textbox], [role=combobox]";
const PRESSED = "button, a[href], summary, video, audio, input, [role=button], [role=option], [role=tab], [role=slider]";
const OVER = "[role=dialog], [data-testid=stDialog]";
const NAMES = { " ": "space", "?": "help" };

function named(event) {
  if (NAMES[event.key]) return NAMES[event.key];
  if (/^[a-z]$/i.test(event.key)) return event.key.toLowerCase();
  return /^Key[A-Z]$/.test(event.code) && /^\p{L}$/u.test(event.key) ? event.code[3].toLowerCase() : ""; // another script
}

function busy(event, name) {
  const inside = event.composedPath().filter((node) => node instanceof Element);
  if (inside.some((node) => node.matches(FIELDS))) return true;
  if (name === "space" && inside.some((node) => node.matches(PRESSED))) return true; // its own press
  return [...document.querySelectorAll(OVER)].some((node) => node.checkVisibility());
}

function press(event) {
  const name = event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented ? "" : named(event);
  if (!name || (event.repeat && name !== "n" && name !== "p") || busy(event, name)) return;
  const told = new CustomEvent("vidpipe-key", { detail: { key: name }, cancelable: true });
  if (!window.dispatchEvent(told)) return event.preventDefault();
  const buttons = [...document.querySelectorAll(`[class*="st-key-hot-${name}-"] button:not(:disabled)`)];
  const button = buttons.find((found) => found.checkVisibility());
  if (!button) return;
  event.preventDefault();
  button.click();
}

// On a telephone the rail lies over the page: a link in it closes it.
function close(event) {
  if (window.innerWidth > 768 || !event.target.closest?.("[data-testid=stSidebar] [data-testid=stPageLink-NavLink]")) return;
  setTimeout(() => document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click(), 50);
}

export default function ({ data }) {
  if (data.open) document.cookie = `${data.cookie}=${encodeURIComponent(data.open)}; path=/; SameSite=Strict; max-age=31536000`;
  if (window.vidpipeKeys) return;
  window.vidpipeKeys = true;
  document.addEventListener("keydown", press);
  document.addEventListener("click", close);
}
