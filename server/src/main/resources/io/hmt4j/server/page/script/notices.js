/** Errors in words, above what they are about, until they are closed or something else is done. */

import {button, element} from "./dom.js";

const place = document.getElementById("notices");
const said = document.getElementById("said");
let lost = null;

/** Shows an error. What the user broke off is none. */
export function show(error) {
    if (error.name !== "AbortError") {
        place.replaceChildren(noticeOf(error));
        place.scrollIntoView({block: "nearest"});
    }
}

/** Shows that the server does not answer; null where it does again. */
export function connection(error) {
    lost?.remove();
    lost = null;
    if (error !== null) {
        clear();
        lost = noticeOf(error);
        place.append(lost);
    }
}

export function clear() {
    place.replaceChildren();
}

/** Does something that may fail, and shows the failure. */
export async function tried(work) {
    clear();
    try {
        await work();
    } catch (error) {
        show(error);
    }
}

/** Tells those who do not see the page. */
export function tell(words) {
    said.textContent = words;
}

function noticeOf(error) {
    const notice = element("div", {className: "notice"}, element("p", {textContent: error.message}),
        button("Close", () => notice.remove(), "quiet"));
    return notice;
}
