/** The text behind a mark of the recall strip. */

import {segmentText} from "./api.js";
import {button, element} from "./dom.js";
import {count, percent} from "./format.js";

/** A passage, which fetches its text. */
export function passageOf({segment, weight}, {memory, documentSegments}, onClose) {
    const text = element("p", {className: "passage-text", textContent: "…"});
    const title = segment < documentSegments ? `Segment ${count(segment + 1)}` : "This conversation";
    const head = element("div", {className: "passage-head"},
        element("span", {textContent: `${title} · ${percent(weight)}`}), button("Close", onClose, "quiet"));
    const passage = element("div", {className: "passage"}, head, text);
    fill(text, memory, segment < documentSegments ? segment : null)
        .then(() => passage.scrollIntoView({block: "nearest"}));
    return passage;
}

async function fill(text, memory, segment) {
    if (segment === null) {
        text.textContent = "What was asked and answered above.";
        return;
    }
    try {
        text.textContent = (await segmentText(memory, segment)).trim();
    } catch (error) {
        text.textContent = error.message;
    }
}
