// A poster until it is clicked, then the film; or a line of sound. Only one of them plays at a time.
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

function alone(media) {
  media.addEventListener("play", () => window.dispatchEvent(new CustomEvent("vidpipe-plays", { detail: media })));
  const hush = (event) => {
    if (!media.isConnected && !(media instanceof HTMLAudioElement)) window.removeEventListener("vidpipe-plays", hush);
    else if (event.detail !== media) media.pause();
  };
  window.addEventListener("vidpipe-plays", hush);
}

function film(box, data) {
  const video = document.createElement("video");
  Object.assign(video, { src: data.src, controls: true, playsInline: true, preload: "auto" });
  video.setAttribute("aria-label", data.label);
  if (data.captions) {
    const track = document.createElement("track");
    Object.assign(track, { kind: "captions", src: data.captions, srclang: data.language, label: data.language });
    video.append(track);
  }
  alone(video);
  box.replaceChildren(video);
  video.focus();
  video.play().catch(() => undefined);
}

function poster(box, data) {
  const button = document.createElement("button"), image = document.createElement("img");
  const play = document.createElement("span"), time = document.createElement("span");
  button.className = "poster";
  button.setAttribute("aria-label", `Play ${data.label}`);
  Object.assign(image, { src: data.poster, alt: "", loading: "lazy" });
  play.className = "play";
  time.className = "time";
  time.textContent = data.time;
  button.append(image, play);
  if (data.time) button.append(time);
  button.onclick = () => film(box, data);
  box.replaceChildren(button);
}

function sound(box, data) {
  const button = document.createElement("button"), seek = document.createElement("input"), time = document.createElement("span");
  let audio = null;
  button.setAttribute("aria-label", `Play ${data.label}`);
  Object.assign(seek, { type: "range", min: 0, max: 1000, value: 0 });
  seek.setAttribute("aria-label", `Place in ${data.label}`);
  time.textContent = data.time;
  const start = () => {
    audio = new Audio(data.src);
    alone(audio);
    audio.onplay = () => (button.dataset.on = "1");
    audio.onpause = () => delete button.dataset.on;
    audio.ontimeupdate = () => {
      if (!box.isConnected) return audio.pause();
      seek.value = audio.duration ? (1000 * audio.currentTime) / audio.duration : 0;
      time.textContent = `${clock(audio.currentTime)} of ${clock(audio.duration || 0)}`;
    };
  };
  button.onclick = () => {
    if (!audio) start();
    if (audio.paused) audio.play().catch(() => undefined);
    else audio.pause();
  };
  seek.oninput = () => { if (audio?.duration) audio.currentTime = (audio.duration * seek.value) / 1000; };
  box.replaceChildren(button, seek, time);
}

export default function ({ data, parentElement }) {
  const box = parentElement.querySelector("#player"), key = JSON.stringify(data);
  if (box.dataset.key === key) return; // what plays goes on when the page is drawn again
  box.dataset.key = key;
  const [width, height] = data.ratio.split(":");
  box.style.setProperty("--w", width);
  box.style.setProperty("--h", height);
  box.className = data.kind === "sound" ? "sound" : data.small ? "small" : "";
  (data.kind === "sound" ? sound : poster)(box, data);
}
