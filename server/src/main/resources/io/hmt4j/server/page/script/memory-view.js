/** One memory: what it holds, what can be done with it, the reading of its documents, and the conversation. */

import * as actions from "./actions.js";
import * as api from "./api.js";
import {Conversation} from "./conversation.js";
import {button, element} from "./dom.js";
import {choose, dropZone} from "./drop-zone.js";
import {bytes, counted} from "./format.js";
import {tell, tried} from "./notices.js";
import {Reading} from "./reading.js";
import {isSample, sampleQuestions} from "./sample.js";

const AGAIN_AFTER = 2000;

export class MemoryView {
    #memory;
    #page;
    #name = element("h1", {tabIndex: -1});
    #facts = element("p", {className: "soft"});
    #failure = element("p", {className: "failure", hidden: true});
    #empty;
    #try = element("div", {className: "try"});
    #reading;
    #conversation;
    #listening = null;

    /** The view of a memory; `page` has `memories`, `documents`, `model` and `open(id)`. */
    constructor(memory, page) {
        this.#memory = memory;
        this.#page = page;
        this.#reading = new Reading(page.model.hmt.bank_size, () => tried(() => api.cancelReading(memory.id)));
        this.#conversation = new Conversation(memory, page.model.id, this.#try, () => this.#reading.leave());
        this.#empty = dropZone("Add a text to this memory", "It holds nothing yet. Choose a text file.",
            (files) => this.#add(files));
        this.element = element("div", {className: "view"}, this.#head(), this.#untrained(), this.#failure, this.#empty,
            this.#reading.element, this.#conversation.element);
        this.update(memory);
        this.#suggest();
    }

    /** Shows the memory as the server has it now. */
    update(memory) {
        this.#memory = memory;
        if (this.#listening !== null && memory.state !== "reading" && !this.#page.documents.isSending(memory.id)) {
            this.#ended();
        }
        const empty = memory.state !== "reading" && memory.tokens === 0 && this.#listening === null;
        this.#name.textContent = memory.name;
        this.#facts.textContent = factsOf(memory);
        this.#failure.textContent = memory.failure === null ? "" : `Reading failed: ${memory.failure}`;
        this.#failure.hidden = memory.failure === null;
        this.#empty.hidden = !empty;
        this.#conversation.element.hidden = empty;
        this.#conversation.update(memory);
        this.#conversation.composer.hint(hintFor(memory));
        if (memory.state === "reading") {
            this.listen();
        }
    }

    /** Follows the reading of a text that has set out, until it is read. */
    listen() {
        if (this.#listening === null) {
            this.#listening = new AbortController();
            this.update(this.#memory);
            this.#follow(this.#listening.signal);
        }
    }

    focus() {
        (matchMedia("(pointer: fine)").matches ? this.#conversation.composer : this.#name).focus();
    }

    close() {
        this.#listening?.abort();
        this.#conversation.close();
    }

    async #follow(signal) {
        while (!signal.aborted) {
            await this.#hear(signal).catch(() => {});  // the list is heard too, and says what is wrong
            await new Promise((again) => setTimeout(again, AGAIN_AFTER));
        }
    }

    async #hear(signal) {
        for await (const {name, data} of api.readingEvents(this.#memory.id, signal)) {
            if (name === "deleted") {
                this.#page.memories.remove(data.id);
            } else {
                await this.#heard(data);
            }
        }
    }

    async #heard(progress) {
        const reading = progress.state === "reading";
        if (reading || progress.tokens > 0) {
            this.#reading.show(progress);
        }
        if (reading) {
            this.#page.memories.putProgress(progress);
        } else if (!this.#page.documents.isSending(progress.id)) {
            this.#page.memories.put(await api.getMemory(progress.id));
        }
    }

    /** Nothing is left to read. */
    #ended() {
        this.#listening.abort();
        this.#listening = null;
        const {name, failure} = this.#memory;
        tell(failure === null ? `${name} is read.` : `Reading failed: ${failure}`);
        this.#suggest();
    }

    #head() {
        const row = element("div", {className: "head-actions"},
            button("Add text", () => choose((files) => this.#add(files)), "quiet"),
            button("Rename", () => this.#do(actions.rename), "quiet"),
            button("Copy", () => this.#copy(), "quiet"),
            button("Export", () => this.#do(actions.save), "quiet"),
            button("Delete", () => this.#delete(), "quiet danger"));
        return element("header", {className: "head"}, this.#name, this.#facts, row);
    }

    #untrained() {
        const words = "No memory was trained for this model: its answers will not use the document.";
        return this.#page.model.hmt.trained ? null : element("p", {className: "failure", textContent: words});
    }

    #do(action) {
        return tried(() => action(this.#memory, this.#page.memories));
    }

    #copy() {
        return tried(async () => this.#page.open(await actions.copy(this.#memory, this.#page.memories)));
    }

    #delete() {
        return tried(async () => {
            if (await actions.remove(this.#memory)) {
                this.#conversation.forget();
                this.#page.open(null);
                this.#page.memories.remove(this.#memory.id);
            }
        });
    }

    #add(files) {
        return tried(() => this.#page.documents.addTo(this.#memory.id, files));
    }

    /** What to ask of a memory of which nothing was asked yet. */
    #suggest() {
        const questions = isSample(this.#memory) ? sampleQuestions() : [];
        const buttons = questions.map((question) => button(question, () => this.#conversation.composer.fill(question)));
        const words = "Ask what the document says. Under each answer you see which of its segments were recalled.";
        this.#try.replaceChildren(element("p", {textContent: words}),
            element("div", {className: "suggestions"}, ...buttons));
    }
}

function factsOf(memory) {
    const {tokens, segments} = memory.progress ?? memory;
    if (tokens === 0) {
        return "Nothing read yet";
    }
    const parts = [counted(tokens, "token"), counted(segments, "segment")];
    const sources = memory.sources.length > 1 ? [`${memory.sources.length} texts`] : [];
    const size = memory.state === "reading" ? [] : [`${bytes(memory.bytes)} on disk`];
    return [...sources, ...parts, ...size].join(" · ");
}

function hintFor(memory) {
    return memory.state === "reading" ? "Ask about what has been read so far" : "Ask this memory a question";
}
