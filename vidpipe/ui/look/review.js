// What the last look at the film found. Where nobody has looked yet it is asked for here, once for each cut, and the page
// is drawn again when it is known. A click on a time sends the player on the same bus there.
function make(name, className, text) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

function mark(sign, says) {
  const element = make("i", "", sign);
  element.setAttribute("role", "img");
  element.setAttribute("aria-label", says);
  return element;
}

function place(row, data) {
  const box = make("span", "place");
  box.append(make("b", "", row.where));
  if (!row.time) return box;
  const button = make("button", "time", row.time);
  button.type = "button";
  button.title = "Look at it";
  button.setAttribute("aria-label", `Look at ${row.where} at ${row.time}`);
  button.onclick = () => window.dispatchEvent(new CustomEvent("vidpipe-seek", { detail: { bus: data.bus, at: row.at } }));
  box.append(button);
  return box;
}

function finding(row, data, go) {
  const item = make("li", "found"), words = make("span", "words");
  const act = make("span", "act", row.act);
  words.append(make("span", "says", row.says), act);
  if (row.to) {
    const button = make("button", "to", row.to);
    button.type = "button";
    button.onclick = () => go({ step: row.step, scene: row.scene });
    act.append(" ", button);
  }
  item.append(mark("✕", "found"), place(row, data), words);
  return item;
}

function waiting(says, kind) {
  const item = make("li", kind);
  item.append(mark(kind === "failed" ? "✕" : "·", kind), make("b", "", "Last look"), make("span", "", says));
  return item;
}

async function ask(box, state, address) {
  state.asked = address;
  box.replaceChildren(waiting("looking at the film…", "looking"));
  const answer = await fetch(address, { cache: "no-store" }).catch(() => null);
  if (state.asked !== address) return;
  if (answer?.ok) state.looked(address);
  else box.replaceChildren(waiting("it could not be looked at; load the page again", "failed"));
}

export default function ({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector("#review"), key = JSON.stringify(data);
  const state = (box.vidpipe ??= {});
  state.looked = (address) => setTriggerValue("looked", address);
  state.go = (to) => setTriggerValue("go", to);
  if (state.key === key) return;
  state.key = key;
  if (data.ask && data.ask !== state.asked) return void ask(box, state, data.ask);
  if (!data.ask) box.replaceChildren(...data.rows.map((row) => finding(row, data, (to) => state.go(to))));
}
