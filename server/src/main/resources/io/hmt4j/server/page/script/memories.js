/** The memories as last heard from the server. Dispatches `change` when they are heard again. */

import * as api from "./api.js";

const WHILE_READING = 1500;
const OTHERWISE = 15_000;

export class Memories extends EventTarget {
    #all = [];
    #timer = null;
    #onFailure = null;

    /** Newest first. */
    get all() {
        return this.#all;
    }

    /** One of them, or undefined. */
    get(id) {
        return this.#all.find((memory) => memory.id === id);
    }

    /** Takes a memory as the server just gave it. */
    put(memory) {
        const isNew = this.get(memory.id) === undefined;
        const others = isNew ? [memory, ...this.#all] : this.#all;
        this.#take(others.map((other) => (other.id === memory.id ? memory : other)));
    }

    /** Takes how far a memory is read. */
    putProgress(progress) {
        const memory = this.get(progress.id);
        if (memory?.state === "reading") {
            this.put({...memory, progress});
        }
    }

    remove(id) {
        this.#take(this.#all.filter((memory) => memory.id !== id));
    }

    async load() {
        this.#take(await api.listMemories());
    }

    /** Hears them again from time to time while the page is seen, oftener while one is read. */
    follow(onFailure) {
        this.#onFailure = onFailure;
        document.addEventListener("visibilitychange", () => this.#again(0));
        this.#again(this.#pause());
    }

    #again(pause) {
        clearTimeout(this.#timer);
        if (!document.hidden) {
            this.#timer = setTimeout(() => this.#once(), pause);
        }
    }

    async #once() {
        await this.load().then(() => this.#onFailure(null), this.#onFailure);
        this.#again(this.#pause());
    }

    #pause() {
        return this.#all.some((memory) => memory.state === "reading") ? WHILE_READING : OTHERWISE;
    }

    #take(memories) {
        const before = this.#pause();
        this.#all = memories;
        if (this.#onFailure !== null && this.#pause() < before) {
            this.#again(this.#pause());
        }
        this.dispatchEvent(new Event("change"));
    }
}
