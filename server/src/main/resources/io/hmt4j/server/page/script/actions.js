/** What can be done with a memory as a whole. */

import * as api from "./api.js";
import {ask} from "./dialogs.js";
import {element} from "./dom.js";
import {tell} from "./notices.js";

const LONGEST_NAME = 200;

/** Asks for a new name. */
export async function rename(memory, memories) {
    const name = await askForName("Rename this memory", memory.name, "Rename");
    if (name !== null) {
        memories.put(await api.renameMemory(memory.id, name));
    }
}

/** Makes a copy under a new name: its id, or null. */
export async function copy(memory, memories) {
    const name = await askForName("Copy this memory", `Copy of ${memory.name}`.slice(0, LONGEST_NAME), "Copy");
    if (name === null) {
        return null;
    }
    const made = await api.copyMemory(memory.id, name);
    memories.put(made);
    tell(`${name} was made.`);
    return made.id;
}

/** Deletes after a question: whether it is gone. */
export async function remove(memory) {
    const answer = await ask({
        title: `Delete “${memory.name}”?`,
        text: "What was read is lost. Export it first if you may want it again.",
        action: "Delete",
        danger: true,
    });
    if (answer === null) {
        return false;
    }
    await api.deleteMemory(memory.id);
    tell(`${memory.name} was deleted.`);
    return true;
}

/** Saves a memory as a file where the browser keeps downloads. */
export async function save(memory) {
    const address = URL.createObjectURL(await api.exportMemory(memory.id));
    const link = element("a", {href: address, download: `${fileName(memory.name)}.hmtmemory`});
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** A text typed or pasted, with its name: or null. */
export async function askForText() {
    return ask({
        title: "Read a text",
        fields: [
            {name: "name", label: "Name", value: "Pasted text", maxLength: LONGEST_NAME},
            {name: "text", label: "Text", type: "long"},
        ],
        action: "Read it",
    });
}

async function askForName(title, value, action) {
    const answer = await ask({title, fields: [{name: "name", label: "Name", value, maxLength: LONGEST_NAME}], action});
    return answer === null ? null : answer.name.trim();
}

function fileName(name) {
    return name.replace(/[^\p{L}\p{N} ._-]+/gu, "").trim() || "memory";
}
