// Bring a section of the page into view, once for each wish.
export default function ({ data, parentElement }) {
  if (parentElement.dataset?.done === data.wish) return;
  if (parentElement.dataset) parentElement.dataset.done = data.wish;
  setTimeout(() => document.getElementById(data.to)?.scrollIntoView({ block: "start" }), 120);
}
