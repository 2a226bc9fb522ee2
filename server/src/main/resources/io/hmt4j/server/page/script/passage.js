/** The text behind a mark of the recall strip. */

import {segmentText} from "./api.js";
import {button, element} from "./dom.js";
import {count, percent} from "./format.js";

/** A passage, which fetches its text. */
export function passageOf({segment, weight}, {memory}, onClose) {
    const text = element("p", {className: "passage-text", textContent: "…"});
    const head = element("div", {className: "passage-head"},
        element("span", {textContent: `Segment ${count(segment + 1)} · ${percent(weight)}`}), button("Close", onClose, "quiet"));
    const passage = element("div", {className: "passage"}, head, text);
    fill(text, memory, segment).then(() => passage.scrollIntoView({block: "nearest"}));
    return passage;
}

async function fill(text, memory, segment) {
    try {
        text.textContent = (await segmentText(memory, segment)).trim();
    } catch (error) {
        text.textContent = error.message;
    }
}
