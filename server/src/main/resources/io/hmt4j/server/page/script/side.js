/** The side: which model answers, the memories, and where documents come in. On a phone it folds to one line. */

import {button, element} from "./dom.js";
import {choose, dropZone} from "./drop-zone.js";
import {showList} from "./memory-list.js";

const NONE = "None yet. What you drop is read once and stays.";

export class Side {
    #side = document.getElementById("side");
    #toggle = document.getElementById("side-toggle");
    #list = element("ul", {className: "memories", attributes: {"aria-label": "Memories"}});
    #none = element("p", {className: "no-memories", hidden: true, textContent: NONE});

    /** The side; `on` has `files` and `paste`. */
    constructor(on) {
        const others = element("div", {className: "add-others"}, button("Paste a text", on.paste, "quiet"),
            button("Import a memory", () => choose(on.files), "quiet"));
        const add = element("div", {className: "add"},
            dropZone("Drop a text here", "or choose a file", on.files), others);
        const head = element("div", {className: "memories-head"}, element("h2", {textContent: "Memories"}));
        document.getElementById("side-body").append(head, this.#none, this.#list, add);
        this.#toggle.onclick = () => this.#fold(this.#side.classList.contains("unfolded"));
    }

    showModel({id}) {
        document.getElementById("model").textContent = `Model ${id}`;
    }

    /** Shows the memories; the open one, if any, is marked. */
    show(memories, open) {
        document.body.classList.toggle("has-open", open !== null);
        this.#none.hidden = memories.length > 0;
        this.#toggle.textContent = memories.length === 1 ? "1 memory" : `${memories.length} memories`;
        showList(this.#list, memories, open);
    }

    /** Folds it to one line, where there is no room for more. */
    fold() {
        this.#fold(true);
    }

    #fold(folded) {
        this.#side.classList.toggle("unfolded", !folded);
        this.#toggle.setAttribute("aria-expanded", String(!folded));
    }
}
