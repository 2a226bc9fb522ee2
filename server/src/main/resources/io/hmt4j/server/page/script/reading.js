/** The panel of a document that is being read: how far, how fast, how long yet, and what it costs. */

import {button, element} from "./dom.js";
import {bytes, count, duration} from "./format.js";
import {MemoryPlot} from "./memory-plot.js";

const UNKNOWN = "–";

export class Reading {
    #title = element("h2");
    #bar = element("progress", {attributes: {"aria-label": "How far it is read"}});
    #figures = {
        segments: element("dd"),
        tokens: element("dd"),
        speed: element("dd", {textContent: UNKNOWN}),
        left: element("dd"),
        memory: element("dd"),
    };
    #plot;
    #stop;

    /** A panel; `bankSize` is the most memories kept, `onStop` is called when the user wants reading to stop. */
    constructor(bankSize, onStop) {
        this.#plot = new MemoryPlot(bankSize);
        this.#stop = button("Stop reading", onStop, "quiet");
        const head = element("div", {className: "reading-title"}, this.#title, this.#stop);
        this.element = element("section", {className: "reading", hidden: true, attributes: {"aria-label": "Reading"}},
            head, this.#bar, this.#list(), this.#plot.element);
    }

    /** Shows how far it is. */
    show(progress) {
        this.element.hidden = false;
        this.#title.textContent = title(progress);
        this.#stop.hidden = progress.state !== "reading";
        this.#bar.hidden = progress.state !== "reading";
        this.#fillBar(progress);
        this.#fillFigures(progress);
        this.#plot.add(progress, tokensInAll(progress));
    }

    /** Goes, once there is nothing more to see. */
    leave() {
        this.element.hidden ||= this.#stop.hidden;
    }

    #list() {
        const {segments, tokens, speed, left, memory} = this.#figures;
        return element("dl", {className: "figures"}, figure("Segments", segments), figure("Tokens", tokens),
            figure("Tokens/s", speed), figure("Time left", left), figure("Memory", memory));
    }

    #fillBar(progress) {
        if (progress.upload_ended && !progress.queued) {
            this.#bar.max = Math.max(1, progress.characters_known);
            this.#bar.value = progress.characters_read;
        } else {
            this.#bar.removeAttribute("value");
        }
    }

    #fillFigures(progress) {
        const {segments, tokens, speed, left, memory} = this.#figures;
        segments.textContent = count(progress.segments);
        tokens.textContent = count(progress.tokens);
        speed.textContent = progress.tokens_per_second > 0 ? count(progress.tokens_per_second) : speed.textContent;
        left.textContent = progress.seconds_left === null ? UNKNOWN : duration(progress.seconds_left);
        left.parentElement.hidden = progress.state !== "reading";
        memory.textContent = bytes(progress.memory_bytes);
    }
}

function figure(name, value) {
    return element("div", {}, element("dt", {textContent: name}), value);
}

function title(progress) {
    if (progress.state !== "reading") {
        return progress.state === "ready" ? "Read" : "Reading stopped";
    }
    if (progress.queued) {
        return "Waiting for its turn";
    }
    return progress.upload_ended ? `Reading · ${Math.floor(100 * part(progress))} %` : "Reading while it arrives";
}

function part({characters_read: read, characters_known: known}) {
    return known > 0 ? Math.min(1, read / known) : 0;
}

/** How many tokens the whole text will have, from what its characters gave so far. */
function tokensInAll(progress) {
    const read = part(progress);
    return progress.upload_ended && read > 0 ? Math.round(progress.tokens / read) : progress.tokens;
}
