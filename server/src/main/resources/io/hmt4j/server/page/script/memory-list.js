/** The list at the side: every memory a link, with what it holds or how far it is read. */

import {element} from "./dom.js";
import {bytes, counted} from "./format.js";

/** Shows the memories in a list element; the chosen one is marked. */
export function showList(place, memories, chosen) {
    const held = document.activeElement?.closest?.(".memory")?.getAttribute("href");
    place.replaceChildren(...memories.map((memory) => item(memory, memory.id === chosen)));
    place.querySelector(`a[href="${CSS.escape(held ?? "")}"]`)?.focus();
}

function item(memory, current) {
    const link = element("a", {className: "memory", href: `#${memory.id}`},
        element("span", {className: "memory-name", textContent: memory.name}), facts(memory), progressOf(memory));
    if (current) {
        link.setAttribute("aria-current", "true");
    }
    return element("li", {}, link);
}

function facts(memory) {
    const failed = memory.state === "failed";
    return element("span", {className: failed ? "memory-facts failed" : "memory-facts", textContent: words(memory)});
}

function words(memory) {
    switch (memory.state) {
        case "reading":
            return readingWords(memory);
        case "failed":
            return "Reading failed";
        default:
            return memory.tokens === 0 ? "Empty" : `${counted(memory.tokens, "token")} · ${bytes(memory.bytes)}`;
    }
}

function readingWords({progress}) {
    const waits = progress === null || progress.queued;
    return waits ? "Waiting for its turn" : `Reading · ${counted(progress.tokens, "token")}`;
}

function progressOf({name, progress}) {
    if (!progress?.upload_ended || progress.queued) {
        return null;
    }
    const {characters_known: known, characters_read: value} = progress;
    const attributes = {"aria-label": `${name}: how far it is read`};
    return element("progress", {max: Math.max(1, known), value, attributes});
}
