/** A small line plot: memory used, over the tokens read. */

import {drawn, element} from "./dom.js";
import {bytes, count} from "./format.js";

const WIDTH = 640;
const HEIGHT = 64;
const ROOM_ABOVE = 1.3;
const MOST_POINTS = 400;

export class MemoryPlot {
    #bankSize;
    #points = [];
    #line = drawn("polyline", {class: "plot-line", "vector-effect": "non-scaling-stroke"});
    #caption = element("figcaption");
    #drawing = drawn("svg", {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img"},
        drawn("path", {class: "plot-axis", d: `M0 ${HEIGHT}H${WIDTH}`, "vector-effect": "non-scaling-stroke"}),
        this.#line);

    element = element("figure", {className: "plot", hidden: true}, this.#caption, this.#drawing);

    /** A plot; `bankSize` is the number of segments from which on memory stays flat. */
    constructor(bankSize) {
        this.#bankSize = bankSize;
    }

    /** Adds how far a text is read, and draws; `tokensInAll` is how far the axis goes. */
    add(progress, tokensInAll) {
        if (progress.tokens === this.#points.at(-1)?.tokens) {
            return;
        }
        this.#points.push(progress);
        if (this.#points.length > MOST_POINTS) {
            this.#points = this.#points.filter((_, at) => at % 2 === 0);
        }
        this.#draw(Math.max(tokensInAll, progress.tokens));
    }

    #draw(tokensInAll) {
        const most = ROOM_ABOVE * Math.max(...this.#points.map((point) => point.memory_bytes));
        const coordinates = this.#points.map(({tokens, memory_bytes: used}) =>
            `${(WIDTH * tokens / tokensInAll).toFixed(1)},${(HEIGHT * (1 - used / most)).toFixed(1)}`);
        this.#line.setAttribute("points", coordinates.join(" "));
        this.#caption.textContent = this.#words(tokensInAll);
        this.#drawing.setAttribute("aria-label", this.#caption.textContent);
        this.element.hidden = this.#points.length < 2;
    }

    #words(tokensInAll) {
        const {tokens, segments, memory_bytes: used} = this.#points.at(-1);
        const range = tokens === tokensInAll ? "" : ` of about ${count(tokensInAll)}`;
        const getsFull = segments * tokensInAll / tokens > this.#bankSize;
        const flat = getsFull ? `, flat from segment ${count(this.#bankSize)} on` : "";
        return `Memory used: ${bytes(used)} at ${count(tokens)}${range} tokens${flat}`;
    }
}
