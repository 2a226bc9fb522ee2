/** One question and its answer on the page. */

import {button, element} from "./dom.js";
import {recallStrip} from "./recall-strip.js";

const ENDINGS = {
    length: "The answer was cut off here: it reached the longest you allow.",
    stopped: "You stopped the answer here.",
};

export class TurnView {
    #answer = element("p", {className: "answer", attributes: {"aria-live": "polite"}});
    #note = element("p", {className: "turn-note", hidden: true});

    constructor(question) {
        const asked = element("span", {className: "visually-hidden", textContent: "You asked: "});
        this.element = element("li", {className: "turn"},
            element("p", {className: "question"}, asked, question), this.#answer, this.#note);
    }

    /** The answer is awaited: a screen reader waits for the whole of it. */
    begin() {
        this.#answer.setAttribute("aria-busy", "true");
    }

    /** What is going on before the answer begins. */
    note(words) {
        this.#note.textContent = words;
        this.#note.hidden = words === "";
    }

    append(text) {
        this.note("");
        this.#answer.append(text);
    }

    /** Shows how a turn ended, with its recall strip. */
    finish({answer, end, recall}) {
        this.#answer.textContent = answer.trim();
        this.#answer.removeAttribute("aria-busy");
        this.#answer.hidden = answer.trim() === "";
        this.note(ENDINGS[end] ?? (this.#answer.hidden ? "The model had nothing to say." : ""));
        if (recall) {
            this.element.append(recallStrip(recall));
        }
    }

    /** Says why there is no answer; `onAgain` asks once more. */
    fail(words, onAgain) {
        this.#answer.remove();
        this.note("");
        this.element.append(element("div", {className: "turn-failure", attributes: {role: "alert"}},
            element("p", {textContent: words}), button("Try again", onAgain)));
    }
}
