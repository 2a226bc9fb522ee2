/** The conversation about one memory. */

import * as api from "./api.js";
import {Composer} from "./composer.js";
import {element} from "./dom.js";
import {count} from "./format.js";
import {isSample, SAMPLE_STOP} from "./sample.js";
import {Talk} from "./talk.js";
import {TurnView} from "./turn.js";

const NEAR_END = 160;
const READING = /^reading (\d+) of (\d+) tokens/;

export class Conversation {
    #memory;
    #model;
    #talk;
    #before;
    #onAsk;
    #turns = element("ol", {className: "turns", attributes: {"aria-label": "Conversation"}});
    #composer = new Composer((question) => this.ask(question), () => this.#answering?.abort(), () => this.#fresh());
    #answering = null;

    /**
     * A conversation, as far as it was led in this tab.
     *
     * @param memory the memory it is about, as the server gave it
     * @param model name of the model
     * @param before what to show while nothing is asked
     * @param onAsk called when something is asked
     */
    constructor(memory, model, before, onAsk) {
        this.#onAsk = onAsk;
        this.#memory = memory;
        this.#model = model;
        this.#talk = new Talk(memory.id);
        this.#before = before;
        this.element = element("section", {className: "conversation", attributes: {"aria-label": "Conversation"}},
            before, this.#turns, this.#composer.element);
        this.#showTalk();
    }

    get composer() {
        return this.#composer;
    }

    /** Takes the memory as it is now. */
    update(memory) {
        this.#memory = memory;
    }

    /** Ends what is being answered. */
    close() {
        this.#answering?.abort();
    }

    /** Forgets what was said. */
    forget() {
        this.close();
        this.#talk.clear();
        this.#turns.replaceChildren();
    }

    /** Asks, and shows the answer as it comes. */
    async ask(question) {
        const view = this.#append(question);
        const turn = {question, answer: "", end: "stopped", recall: null};
        this.#onAsk();
        view.begin();
        this.#begin();
        try {
            await this.#receive(turn, view);
            this.#keep(turn, view);
        } catch (error) {
            this.#broken(error, turn, view);
        } finally {
            this.#answering = null;
            this.#showState();
        }
    }

    async #receive(turn, view) {
        const request = {
            model: this.#model,
            memory: this.#memory.id,
            messages: this.#talk.messagesWith(turn.question),
            temperature: 0,
            max_completion_tokens: this.#composer.longest,
            stop: isSample(this.#memory) ? SAMPLE_STOP : undefined,
        };
        for await (const chunk of api.chat(request, this.#answering.signal)) {
            if (chunk.comment) {
                view.note(waitingWords(chunk.comment));
            } else {
                take(chunk, turn, view);
                followEnd();
            }
        }
    }

    #keep(turn, view) {
        view.finish(turn);
        this.#talk.add(turn);
        scrollToEnd();
    }

    #broken(error, turn, view) {
        if (!this.#turns.contains(view.element)) {
            return;  // a fresh conversation was begun
        }
        if (error.name === "AbortError") {
            this.#keep(turn, view);
        } else {
            view.fail(error.message, () => {
                view.element.remove();
                this.ask(turn.question);
            });
            scrollToEnd();
        }
    }

    #append(question) {
        const view = new TurnView(question);
        this.#turns.append(view.element);
        this.#before.hidden = true;
        scrollToEnd();
        return view;
    }

    #begin() {
        this.#answering = new AbortController();
        this.#showState();
    }

    #fresh() {
        this.forget();
        this.#showTalk();
        this.#composer.focus();
    }

    #showTalk() {
        for (const turn of this.#talk.turns) {
            this.#append(turn.question).finish(turn);
        }
        this.#before.hidden = this.#talk.turns.length > 0;
        this.#showState();
    }

    #showState() {
        this.#composer.show(this.#answering !== null, this.#turns.children.length > 0);
    }
}

function scrollToEnd() {
    requestAnimationFrame(() => scrollTo({top: document.documentElement.scrollHeight}));
}

/** Keeps the end in sight, unless the reader went up. */
function followEnd() {
    if (document.documentElement.scrollHeight - scrollY - innerHeight < NEAR_END) {
        scrollToEnd();
    }
}

/** What a chunk of the answer says. */
function take(chunk, turn, view) {
    const [choice] = chunk.choices;
    const text = choice?.delta.content ?? "";
    if (text !== "") {
        turn.answer += text;
        view.append(turn.answer.trim() === text.trim() ? text.trimStart() : text);
    }
    turn.end = choice?.finish_reason ?? turn.end;
    if (chunk.hmt) {
        const {memory, segments, recalled} = chunk.hmt;
        turn.recall = {memory, segments, recalled};
    }
}

function waitingWords(comment) {
    const [, done, all] = READING.exec(comment) ?? [];
    return done ? `Reading the question: ${count(Number(done))} of ${count(Number(all))} tokens` : "";
}
