/**
 * The recall strip: the document as a line, the recalled segments lit by their weights.
 *
 * One stop for the Tab key, on the heaviest; arrows go from one to the next along the document, Enter opens its text.
 */

import {drawn, element} from "./dom.js";
import {count, counted, percent} from "./format.js";
import {passageOf} from "./passage.js";

const HEIGHT = 34;
const LINE = 8;
const NARROWEST = 0.7;
const FAINTEST = 0.25;
const REACH_OF_WEIGHT = 24;

/**
 * A strip.
 *
 * @param recall `{memory, segments, recalled}`: the strip's length, and the recalled with their weights
 */
export function recallStrip(recall) {
    if (recall.recalled.length === 0) {
        return element("p", {className: "turn-note", textContent: "Nothing of the document was recalled."});
    }
    return new RecallStrip(recall).element;
}

class RecallStrip {
    #recall;
    #marks;
    #passage = element("div", {attributes: {"aria-live": "polite"}});
    #drawing;

    constructor(recall) {
        this.#recall = recall;
        const heaviest = Math.max(...recall.recalled.map((one) => one.weight));
        this.#marks = recall.recalled.toSorted((a, b) => a.segment - b.segment)
            .map((one) => ({...one, part: one.weight / heaviest, element: mark(one, recall, one.weight / heaviest)}));
        this.#drawing = this.#draw();
        this.element = element("section", {className: "strip", attributes: {"aria-label": "Recalled segments"}},
            this.#drawing, this.#note(), this.#passage);
        this.#makeStop(this.#marks.find((one) => one.part === 1));
    }

    #draw() {
        const name = "The document as a line, recalled segments lit";
        const attributes = {height: HEIGHT, role: "group", "aria-label": name};
        const drawing = drawn("svg", attributes, track(), ...this.#marks.map((one) => one.element));
        drawing.onclick = (event) => this.#open(this.#nearest(event));
        drawing.onkeydown = (event) => this.#key(event);
        return drawing;
    }

    #note() {
        const best = this.#recall.recalled.reduce((a, b) => (a.weight >= b.weight ? a : b));
        const others = this.#marks.length === 1 ? "" : `, and ${counted(this.#marks.length - 1, "other")}`;
        const words = `Recalled: most of all ${nameOf(best, this.#recall)} (${percent(best.weight)})${others}`;
        return element("p", {className: "strip-note"}, element("span", {textContent: words}),
            element("span", {className: "strip-hint", textContent: "Select a mark to read it"}));
    }

    #key(event) {
        const at = this.#marks.findIndex((one) => one.element === event.target);
        const next = {ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: this.#marks.length - 1}[event.key];
        if (event.key === "Enter" || event.key === " ") {
            this.#open(this.#marks[at]);
        } else if (this.#marks[next]) {
            this.#makeStop(this.#marks[next]);
            this.#marks[next].element.focus();
        } else {
            return;
        }
        event.preventDefault();
    }

    /** The mark that a click means: near ones, and of these rather the heavy ones. */
    #nearest(event) {
        const distance = (one) => {
            const box = one.element.getBoundingClientRect();
            return Math.abs(event.clientX - box.x - box.width / 2) - REACH_OF_WEIGHT * one.part;
        };
        return this.#marks.reduce((a, b) => (distance(a) <= distance(b) ? a : b));
    }

    #makeStop(chosen) {
        this.#marks.forEach((one) => one.element.setAttribute("tabindex", one === chosen ? "0" : "-1"));
    }

    #open(chosen) {
        const wasOpen = chosen.element.getAttribute("aria-expanded") === "true";
        this.#marks.forEach((one) => one.element.setAttribute("aria-expanded", String(one === chosen && !wasOpen)));
        this.#makeStop(chosen);
        this.#passage.replaceChildren(...(wasOpen ? [] : [passageOf(chosen, this.#recall, () => this.#close(chosen))]));
    }

    #close(chosen) {
        this.#open(chosen);
        chosen.element.focus();
    }
}

/** The line itself. */
function track() {
    return drawn("rect", {class: "strip-line", x: 0, width: "100%", y: (HEIGHT - LINE) / 2, height: LINE, rx: 2});
}

function mark(one, recall, part) {
    const width = Math.max(NARROWEST, 100 / recall.segments);
    const height = LINE + part * (HEIGHT - LINE);
    const name = `${nameOf(one, recall)}: ${percent(one.weight)}`;
    const attributes = {
        class: "strip-mark", role: "button", "aria-label": name, "aria-expanded": "false", "data-segment": one.segment,
        x: `${(100 - width) * one.segment / Math.max(1, recall.segments - 1)}%`, width: `${width}%`,
        y: (HEIGHT - height) / 2, height, rx: 1.5, opacity: FAINTEST + (1 - FAINTEST) * part,
    };
    return drawn("rect", attributes, drawn("title", {}, name));
}

function nameOf({segment}, {segments}) {
    return `segment ${count(segment + 1)} of ${count(segments)}`;
}
