/** A small line plot: memory used, over the tokens read; dashed, what is to be expected of the rest. */

import {drawn, element} from "./dom.js";
import {bytes, count} from "./format.js";

const WIDTH = 640;
const HEIGHT = 64;
const ROOM_ABOVE = 1.25;
const MOST_POINTS = 400;

export class MemoryPlot {
    #bankSize;
    #points = [];
    #line = line("plot-line");
    #expected = line("plot-expected");
    #caption = element("figcaption");
    #drawing = drawn("svg", {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img"},
        drawn("path", {class: "plot-axis", d: `M0 ${HEIGHT}H${WIDTH}`, "vector-effect": "non-scaling-stroke"}),
        this.#expected, this.#line);

    element = element("figure", {className: "plot", hidden: true}, this.#caption, this.#drawing);

    /** A plot; `bankSize` is the number of segments from which on memory stays flat. */
    constructor(bankSize) {
        this.#bankSize = bankSize;
    }

    /** Adds how far a text is read, and draws; `tokensInAll` is how far the axis goes. */
    add({tokens, segments, memory_bytes: used}, tokensInAll) {
        if (segments === 0 || tokens === this.#points.at(-1)?.tokens) {
            return;
        }
        this.#points.push({tokens, segments, used});
        if (this.#points.length > MOST_POINTS) {
            this.#points = this.#points.filter((_, at) => at % 2 === 0);
        }
        this.#draw(this.#forecast(Math.max(tokensInAll, tokens)));
    }

    /** Memory grows with the segments until the bank is full. */
    #forecast(tokensInAll) {
        const {tokens, segments, used} = this.#points.at(-1);
        const tokensOfBank = this.#bankSize * tokens / segments;
        const full = Math.min(tokensOfBank, tokensInAll);
        return {tokensInAll, full, most: used * Math.max(1, full / tokens), staysFlat: tokensOfBank < tokensInAll};
    }

    #draw({tokensInAll, full, most, staysFlat}) {
        const now = this.#points.at(-1);
        const ahead = [{tokens: full, used: most}, {tokens: tokensInAll, used: most}];
        const scale = {tokens: WIDTH / tokensInAll, used: HEIGHT / most / ROOM_ABOVE};
        place(this.#line, this.#points, scale);
        place(this.#expected, [now, ...ahead.filter(({tokens}) => tokens > now.tokens)], scale);
        const range = now.tokens === tokensInAll ? "" : ` of about ${count(tokensInAll)}`;
        const flat = staysFlat ? `, flat from segment ${count(this.#bankSize)} on` : "";
        const words = `Memory used: ${bytes(now.used)} at ${count(now.tokens)}${range} tokens${flat}`;
        this.#caption.textContent = words;
        this.#drawing.setAttribute("aria-label", words);
        this.element.hidden = this.#points.length < 2;
    }
}

function line(look) {
    return drawn("polyline", {class: look, "vector-effect": "non-scaling-stroke"});
}

function place(polyline, points, scale) {
    const coordinates = points.map(({tokens, used}) =>
        `${(scale.tokens * tokens).toFixed(1)},${(HEIGHT - scale.used * used).toFixed(1)}`);
    polyline.setAttribute("points", coordinates.join(" "));
}
