/** The server's API. Every failure comes out as an `ApiError` whose message is for people. */

import {eventsOf} from "./event-stream.js";
import {askForKey, storedKey} from "./key.js";

const UNREACHABLE = "The server cannot be reached. Is “hmt serve” still running?";
const CUT = "The connection to the server broke off.";

export class ApiError extends Error {
    constructor(message, status = 0, code = null) {
        super(message);
        this.status = status;
        this.code = code;
    }
}

export async function model() {
    return (await json("v1/models")).data[0];
}

export async function listMemories() {
    return (await json("v1/memories")).data;
}

export function getMemory(id) {
    return json(memory(id));
}

/** A memory that holds nothing yet. */
export function createMemory(name) {
    return json("v1/memories", posted({name}));
}

/** Sends a text to be read into a memory; comes back when it has arrived, while it is still being read. */
export function addText(id, source, text, signal) {
    const path = `${memory(id)}/texts?source=${encodeURIComponent(source)}`;
    return json(path, {method: "POST", body: text, headers: {"Content-Type": "text/plain; charset=utf-8"}, signal});
}

export function renameMemory(id, name) {
    return json(memory(id), {...posted({name}), method: "PATCH"});
}

export function copyMemory(id, name) {
    return json(`${memory(id)}/copy`, posted({name}));
}

export function deleteMemory(id) {
    return json(memory(id), {method: "DELETE"});
}

/** Stops reading; what was read stays. */
export function cancelReading(id) {
    return json(`${memory(id)}/cancel`, {method: "POST"});
}

/** A memory as a file. */
export async function exportMemory(id) {
    return (await request(`${memory(id)}/export`)).blob();
}

export function importMemory(file, name) {
    const headers = {"Content-Type": "application/octet-stream"};
    return json(`v1/memories/import?name=${encodeURIComponent(name)}`, {method: "POST", body: file, headers});
}

export async function segmentText(id, segment) {
    return (await json(`${memory(id)}/segments/${segment}`)).text;
}

/** What happens while a memory is read: yields `{name, data}`, data an object. Stays open until it is aborted. */
export async function* readingEvents(id, signal) {
    const answer = await request(`${memory(id)}/events?follow=true`, {signal});
    for await (const event of streamed(answer)) {
        if (!event.comment) {
            yield {name: event.name, data: JSON.parse(event.data)};
        }
    }
}

/** An answer as it is made: yields chunks as OpenAI has them, and `{comment}` while the question is being read. */
export async function* chat(question, signal) {
    const answer = await request("v1/chat/completions", {...posted({...question, stream: true}), signal});
    for await (const event of streamed(answer)) {
        if (event.data === "[DONE]") {
            return;
        }
        yield event.comment ? event : checked(JSON.parse(event.data));
    }
    throw new ApiError(CUT);
}

function memory(id) {
    return `v1/memories/${encodeURIComponent(id)}`;
}

function posted(value) {
    return {method: "POST", body: JSON.stringify(value), headers: {"Content-Type": "application/json"}};
}

async function json(path, options) {
    return (await request(path, options)).json();
}

async function* streamed(answer) {
    try {
        yield* eventsOf(answer.body);
    } catch (error) {
        throw inWords(error, CUT);
    }
}

function checked(chunk) {
    if (chunk.error) {
        throw new ApiError(chunk.error.message, 0, chunk.error.code);
    }
    return chunk;
}

async function request(path, options = {}) {
    const answer = await sent(path, options);
    if (answer.status === 401) {
        await askForKey(storedKey() !== null);
        return request(path, options);
    }
    if (!answer.ok) {
        throw await failure(answer);
    }
    return answer;
}

async function sent(path, options) {
    const key = storedKey();
    const headers = key === null ? options.headers : {...options.headers, Authorization: `Bearer ${key}`};
    try {
        return await fetch(path, {...options, headers});
    } catch (error) {
        throw inWords(error, UNREACHABLE);
    }
}

function inWords(error, words) {
    return error.name === "AbortError" ? error : new ApiError(words);
}

async function failure(answer) {
    const said = await answer.json().catch(() => ({}));
    const message = said.error?.message ?? `The server answered with status ${answer.status}.`;
    return new ApiError(message + advice(answer), answer.status, said.error?.code ?? null);
}

function advice(answer) {
    const seconds = answer.status === 429 ? answer.headers.get("Retry-After") : null;
    return seconds === null ? "" : ` Try again in ${seconds} s.`;
}
