/**
 * What was asked and answered about one memory, kept for this tab so that it outlasts a reload.
 *
 * A turn is `{question, answer, end, recall}`: `end` is how the answer ended (`stop`, `length`, `stopped`), `recall`
 * what the strip shows.
 */

import {show} from "./notices.js";

const MOST_TURNS = 200;

export class Talk {
    #place;
    #turns;

    constructor(memory) {
        this.#place = `hmt4j.talk.${memory}`;
        this.#turns = stored(this.#place);
    }

    get turns() {
        return this.#turns;
    }

    /** All that was said and a new question, as messages of the API. */
    messagesWith(question) {
        const said = this.#turns.flatMap((turn) => [message("user", turn.question), message("assistant", turn.answer)]);
        return [...said, message("user", question)];
    }

    add(turn) {
        this.#turns = [...this.#turns, turn].slice(-MOST_TURNS);
        this.#store();
    }

    clear() {
        this.#turns = [];
        sessionStorage.removeItem(this.#place);
    }

    #store() {
        try {
            sessionStorage.setItem(this.#place, JSON.stringify(this.#turns));
        } catch {
            sessionStorage.removeItem(this.#place);
            show(new Error("This conversation is too long to be kept: it is gone when the page is left or reloaded."));
        }
    }
}

function message(role, content) {
    return {role, content};
}

function stored(place) {
    try {
        return JSON.parse(sessionStorage.getItem(place)) ?? [];
    } catch {
        return [];
    }
}
