/** What is seen while no memory is open: what this is, and what to do first. */

import {button, element} from "./dom.js";
import {dropZone} from "./drop-zone.js";

/** The view; `on` has `files`, `paste` and `sample`. */
export function welcome(hasMemories, on) {
    const lead = "A document is read once, segment by segment, and kept as a small memory of one size. Then ask it "
        + "anything: you see which of its segments each answer recalls.";
    const title = hasMemories ? "Choose a memory, or read another document" : "Read a document, then talk to it";
    return element("div", {className: "welcome"},
        element("h1", {textContent: title}),
        element("p", {className: "lead", textContent: lead}),
        dropZone("Drop a text here", "or choose a file: plain text of any length, or an exported memory", on.files),
        element("div", {className: "welcome-others"},
            button("Paste a text", on.paste), button("Try it with a sample", on.sample)));
}
