/** Where questions are typed. Enter sends, Shift+Enter begins a new line. */

import {button, element} from "./dom.js";

const LENGTHS = [["16", "a few words"], ["128", "a paragraph"], ["512", "a page"], ["2048", "long"]];
const USUAL = "128";
const MOST_ROWS = 8;
const PLACE = "hmt4j.length";

export class Composer {
    #field = element("textarea", {id: "question", rows: 1, maxLength: 1_000_000});
    #send = element("button", {type: "submit", className: "strong", textContent: "Ask"});
    #stop;
    #fresh;
    #length = lengths();
    #onAsk;

    /** A composer; `onAsk` is called with a question, `onStop` and `onFresh` with nothing. */
    constructor(onAsk, onStop, onFresh) {
        this.#onAsk = onAsk;
        this.#stop = button("Stop", onStop);
        this.#stop.hidden = true;
        this.#fresh = button("Fresh conversation", onFresh, "quiet");
        const label = element("label", {className: "visually-hidden", htmlFor: "question", textContent: "Question"});
        const field = element("div", {className: "composer-field"}, this.#field, this.#stop, this.#send);
        const foot = element("div", {className: "composer-foot"}, this.#length.element, this.#fresh);
        this.element = element("form", {className: "composer"}, label, field, foot);
        this.element.onsubmit = (event) => this.#submit(event);
        this.#field.onkeydown = (event) => this.#key(event);
        this.#field.oninput = () => this.#grow();
    }

    /** The most tokens an answer may have. */
    get longest() {
        return Number(this.#length.select.value);
    }

    /** Whether an answer is being made, and whether there is a conversation to be left. */
    show(answering, begun) {
        this.#send.hidden = answering;
        this.#stop.hidden = !answering;
        this.#fresh.hidden = !begun;
    }

    hint(words) {
        this.#field.placeholder = words;
    }

    /** Puts a question into the field, to be changed or sent. */
    fill(question) {
        this.#field.value = question;
        this.#grow();
        this.focus();
    }

    focus() {
        this.#field.focus({preventScroll: true});
    }

    /** For browsers whose style sheets cannot say it. */
    #grow() {
        if (!CSS.supports("field-sizing", "content")) {
            this.#field.rows = Math.min(MOST_ROWS, this.#field.value.split("\n").length);
        }
    }

    #key(event) {
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
            event.preventDefault();
            this.element.requestSubmit();
        }
    }

    #submit(event) {
        event.preventDefault();
        const question = this.#field.value.trim();
        if (question !== "" && !this.#send.hidden) {
            this.#field.value = "";
            this.#grow();
            this.#onAsk(question);
        }
    }
}

function lengths() {
    const chosen = localStorage.getItem(PLACE) ?? USUAL;
    const select = element("select", {id: "length"}, ...LENGTHS.map(([value, textContent]) =>
        element("option", {value, textContent, selected: value === chosen})));
    select.onchange = () => localStorage.setItem(PLACE, select.value);
    const label = element("label", {htmlFor: "length", textContent: "Length"});
    return {select, element: element("div", {className: "composer-length"}, label, select)};
}
