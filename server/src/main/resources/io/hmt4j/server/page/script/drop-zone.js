/** Where documents come in: dropped anywhere on the page, or chosen with a button that looks like the place. */

import {drawn, element} from "./dom.js";

/** A button that takes documents; `onFiles` gets a list of them. */
export function dropZone(title, note, onFiles) {
    return element("button", {type: "button", className: "drop", onclick: () => choose(onFiles)}, arrow(),
        element("span", {className: "drop-title", textContent: title}),
        element("span", {className: "drop-note", textContent: note}));
}

/** Opens the browser's own window to choose files. */
export function choose(onFiles) {
    const input = element("input", {type: "file", multiple: true, hidden: true, className: "chosen-files"});
    input.onchange = () => {
        input.remove();
        onFiles([...input.files]);
    };
    input.oncancel = () => input.remove();
    document.body.append(input);
    input.click();
}

/** Takes what is dropped anywhere. */
export function takeDrops(onFiles) {
    const mark = (dragging) => document.body.classList.toggle("dragging", dragging);
    addEventListener("dragover", (event) => {
        event.preventDefault();
        mark(event.dataTransfer.types.includes("Files"));
    });
    addEventListener("dragleave", (event) => event.relatedTarget === null && mark(false));
    addEventListener("drop", (event) => {
        event.preventDefault();
        mark(false);
        onFiles([...event.dataTransfer.files]);
    });
}

function arrow() {
    const attributes = {viewBox: "0 0 24 24", fill: "none", "stroke-width": "1.8", "stroke-linecap": "round",
        "stroke-linejoin": "round", "aria-hidden": "true"};
    return drawn("svg", attributes, drawn("path", {d: "M12 4v11m0 0l-4.5-4.5M12 15l4.5-4.5M4 18.5h16"}));
}
