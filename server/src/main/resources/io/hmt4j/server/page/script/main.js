/** Joins the parts. Which memory is open stands in the address, so that reload, back and bookmarks work. */

import {askForText} from "./actions.js";
import * as api from "./api.js";
import {Documents} from "./documents.js";
import {takeDrops} from "./drop-zone.js";
import {Memories} from "./memories.js";
import {MemoryView} from "./memory-view.js";
import * as notices from "./notices.js";
import {sample} from "./sample.js";
import {Side} from "./side.js";
import {welcome} from "./welcome.js";

const AGAIN_AFTER = 3000;

class Page {
    memories = new Memories();
    documents = new Documents(this.memories, (id) => this.#setOut(id));
    model = null;
    #on = {files: (files) => this.#take(files), paste: () => this.#paste(), sample: () => this.#readSample()};
    #place = document.getElementById("view");
    #side = new Side(this.#on);
    #ready = null;
    #shown = null;
    #view = null;

    /** Takes documents at once, and shows what is there as soon as the server answers. */
    start() {
        takeDrops(this.#on.files);
        this.#ready = this.#load();
    }

    async #load() {
        while (!await this.#heard()) {
            await new Promise((again) => setTimeout(again, AGAIN_AFTER));
        }
        this.#side.showModel(this.model);
        this.#show();
        this.memories.addEventListener("change", () => this.#show());
        this.memories.follow((failure) => notices.connection(failure));
        addEventListener("hashchange", () => this.#moved());
    }

    /** Whether the server said what it has. */
    async #heard() {
        try {
            this.model = await api.model();
            await this.memories.load();
            notices.connection(null);
            return true;
        } catch (error) {
            notices.connection(error);
            return false;
        }
    }

    /** Opens a memory, or none. */
    open(id) {
        location.hash = id ?? "";
    }

    #moved() {
        notices.clear();
        this.#side.fold();
        this.#show();
        if (this.#view === null) {
            document.getElementById("content").focus();
        } else {
            this.#view.focus();
        }
    }

    /** Shows the memory that the address names, as it is now. */
    #show() {
        const memory = this.memories.get(location.hash.slice(1));
        this.#side.show(this.memories.all, memory?.id ?? null);
        document.title = memory ? `${memory.name} · hmt4j` : "hmt4j";
        if (memory && memory.id === this.#shown) {
            this.#view.update(memory);
        } else if (memory) {
            this.#replace(memory.id, new MemoryView(memory, this));
        } else {
            this.#showWelcome();
        }
    }

    #showWelcome() {
        if (location.hash.length > 1) {
            notices.show(new Error("That memory is not there any more."));
            history.replaceState(null, "", location.pathname);
        }
        const shown = this.memories.all.length > 0 ? "choose" : "begin";
        if (this.#shown !== shown) {
            this.#replace(shown, null, welcome(this.memories.all.length > 0, this.#on));
        }
    }

    #replace(shown, view, element = view.element) {
        this.#view?.close();
        this.#view = view;
        this.#shown = shown;
        this.#place.replaceChildren(element);
    }

    /** A text sets out for a memory: it is opened, and its reading followed. */
    #setOut(id) {
        this.open(id);
        this.#show();
        this.#view.listen();
    }

    #take(files) {
        return notices.tried(async () => {
            await this.#ready;
            await this.documents.take(files);
        });
    }

    #paste() {
        return notices.tried(async () => {
            const pasted = await askForText();
            if (pasted !== null) {
                await this.documents.read(pasted.name, pasted.name, pasted.text);
            }
        });
    }

    #readSample() {
        const {name, source, text} = sample();
        return notices.tried(() => this.documents.read(name, source, text));
    }
}

document.querySelector(".skip").onclick = (event) => {
    event.preventDefault();
    document.getElementById("content").focus();
};
new Page().start();
