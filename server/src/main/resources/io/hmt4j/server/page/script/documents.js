/** What is dropped: a text becomes a memory, an exported memory is taken in, anything else is refused in words. */

import * as api from "./api.js";
import {ApiError} from "./api.js";

const EXPORTED = ".hmtmemory";
const LOOKED_AT = 8192;

/** Texts on their way to the server, one after the other, so that a page never holds all its connections. */
export class Documents {
    #memories;
    #onStart;
    #turn = Promise.resolve();
    #underWay = 0;
    #sending = new Set();

    /**
     * @param memories where new ones are put
     * @param onStart called with the id of a memory whose text sets out
     */
    constructor(memories, onStart) {
        this.#memories = memories;
        this.#onStart = onStart;
        addEventListener("beforeunload", (event) => this.#underWay > 0 && event.preventDefault());
    }

    /** Makes a memory of each file. Fails with the first that could not be taken; those behind it still are. */
    async take(files) {
        const outcomes = await Promise.allSettled(files.map((file) => this.#inTurn(() => this.#takeOne(file))));
        const failed = outcomes.find((outcome) => outcome.status === "rejected");
        if (failed) {
            throw failed.reason;
        }
    }

    /** Makes a memory of a text. */
    read(name, source, text) {
        return this.#inTurn(() => this.#readNew(name, source, text));
    }

    /** Reads files into a memory there is. */
    async addTo(id, files) {
        for (const file of files) {
            await this.#inTurn(async () => {
                await checkText(file);
                await this.#send(id, file.name, file);
            });
        }
    }

    /** Whether a text is on its way into a memory. */
    isSending(id) {
        return this.#sending.has(id);
    }

    async #takeOne(file) {
        if (file.name.endsWith(EXPORTED)) {
            const memory = await api.importMemory(file, file.name.slice(0, -EXPORTED.length));
            this.#memories.put(memory);
            this.#onStart(memory.id);
            return;
        }
        await checkText(file);
        await this.#readNew(titleOf(file.name), file.name, file);
    }

    /** A memory whose text did not arrive, and which holds nothing, goes again. */
    async #readNew(name, source, text) {
        const {id} = await api.createMemory(name);
        await this.#heard(id);
        try {
            await this.#send(id, source, text);
        } catch (error) {
            await this.#removeEmpty(id);
            throw error;
        }
    }

    async #send(id, source, text) {
        this.#sending.add(id);
        this.#onStart(id);
        try {
            await api.addText(id, source, text);
        } finally {
            this.#sending.delete(id);
            await this.#heard(id).catch(() => {});
        }
    }

    async #heard(id) {
        this.#memories.put(await api.getMemory(id));
    }

    async #removeEmpty(id) {
        if (this.#memories.get(id)?.tokens === 0) {
            await api.deleteMemory(id).catch(() => {});
            await this.#memories.load().catch(() => {});
        }
    }

    #inTurn(work) {
        this.#underWay++;
        const done = this.#turn.then(work);
        this.#turn = done.catch(() => {}).finally(() => this.#underWay--);
        return done;
    }
}

function titleOf(fileName) {
    return fileName.replace(/\.[a-z0-9]{1,8}$/i, "").replaceAll("_", " ").trim().slice(0, 200) || fileName;
}

async function checkText(file) {
    if (file.size === 0) {
        throw new ApiError(`“${file.name}” is empty, or a folder.`);
    }
    const start = new Uint8Array(await beginning(file));
    if (start.includes(0) || new TextDecoder("latin1").decode(start.subarray(0, 5)) === "%PDF-") {
        throw new ApiError(`“${file.name}” is not plain text. Save it as text (UTF-8) and drop that.`);
    }
}

async function beginning(file) {
    try {
        return await file.slice(0, LOOKED_AT).arrayBuffer();
    } catch {
        throw new ApiError(`“${file.name}” cannot be read. Is it a folder, or has it been moved?`);
    }
}
