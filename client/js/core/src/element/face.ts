import type { JobView } from "../watches/views.js";
import { style } from "./style.js";
import { etaOf, isCanceling, labelOf, percentOf, wordsOf } from "./words.js";

/** Written to screen readers at most this often, and at each change of state. */
const spokenEveryMs = 5_000;

/** What the element looks like. Text of the server is set as text, never as HTML. */
export class Face {
  readonly #track = document.createElement("div");
  readonly #bar = document.createElement("div");
  readonly #label = document.createElement("span");
  readonly #eta = document.createElement("span");
  readonly #cancel = document.createElement("button");
  #spoken = { at: Number.NEGATIVE_INFINITY, state: "" };

  constructor(root: ShadowRoot, onCancel: () => void) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    const named = { track: this.#track, bar: this.#bar, label: this.#label, eta: this.#eta, cancel: this.#cancel };
    for (const [name, part] of Object.entries(named)) {
      part.part.add(name);
      part.className = name;
    }
    this.#track.setAttribute("role", "progressbar");
    this.#track.setAttribute("aria-valuemin", "0");
    this.#track.setAttribute("aria-valuemax", "100");
    this.#track.append(this.#bar);
    this.#label.dir = "auto";
    this.#cancel.type = "button";
    this.#cancel.addEventListener("click", onCancel);
    root.append(this.#track, this.#label, this.#eta, this.#cancel);
  }

  show({ job, error, isFinal, connection }: JobView, lang: string, name: string | null, isCancelable: boolean): void {
    const words = wordsOf(lang);
    const percent = job === undefined ? undefined : percentOf(job);
    const isStale = connection.state === "reconnecting" || connection.state === "offline";
    const eta = job === undefined || isStale ? "" : etaOf(job, lang);
    this.#label.textContent = error?.message ?? (job === undefined ? words.connecting : labelOf(job, words));
    this.#eta.textContent = [percent === undefined ? "" : `${percent}%`, eta].filter(Boolean).join(" · ");
    this.#bar.style.setProperty("--fraction", String((percent ?? 0) / 100));
    const { dataset } = this.#track;
    dataset.state = job?.state ?? "";
    mark(dataset, "unmeasured", job?.state === "running" && percent === undefined);
    mark(dataset, "stale", isStale && !isFinal);
    this.#track.setAttribute("aria-label", name ?? job?.kind ?? words.connecting);
    if (percent === undefined) this.#track.removeAttribute("aria-valuenow");
    else this.#track.setAttribute("aria-valuenow", String(percent));
    this.#speak(job?.state ?? "", [percent === undefined ? "" : words.percent(String(percent)), this.#label.textContent, eta]);
    this.#cancel.textContent = job !== undefined && isCanceling(job) ? words.canceling : words.cancel;
    this.#cancel.hidden = !isCancelable || isFinal || error !== undefined;
    this.#cancel.disabled = job === undefined || isCanceling(job);
  }

  #speak(state: string, said: string[]): void {
    const now = Date.now();
    if (state === this.#spoken.state && now - this.#spoken.at < spokenEveryMs) return;
    this.#spoken = { at: now, state };
    this.#track.setAttribute("aria-valuetext", said.filter(Boolean).join(", "));
  }
}

function mark(dataset: DOMStringMap, name: string, isSet: boolean): void {
  if (isSet) dataset[name] = "";
  else delete dataset[name];
}
