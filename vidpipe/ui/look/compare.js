// Two takes in one frame with a divider: drag it, or use the arrow keys. Nothing is sent to the server.
export default function ({ data, parentElement }) {
  const get = (query) => parentElement.querySelector(query);
  const box = get("#box"), range = get("input"), [width, height] = data.ratio.split(":");
  box.style.setProperty("--w", width);
  box.style.setProperty("--h", height);
  for (const [image, label, take] of [["#left", "#first", data.left], ["#right", "#second", data.right]]) {
    if (get(image).getAttribute("src") !== take.image) get(image).src = take.image;
    get(image).alt = take.name;
    get(label).textContent = take.name;
  }
  range.setAttribute("aria-label", `Divider between ${data.left.name} and ${data.right.name}`);
  range.oninput = () => box.style.setProperty("--x", `${range.value}%`);
}
