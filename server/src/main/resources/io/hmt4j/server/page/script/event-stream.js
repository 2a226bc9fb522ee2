/**
 * Server-sent events out of the body of an answer to `fetch`: an `EventSource` cannot send an API key.
 *
 * Yields `{name, data}` for each event and `{comment}` for each comment line.
 */
export async function* eventsOf(body) {
    let event = blank();
    for await (const line of linesOf(body)) {
        if (line.startsWith(":")) {
            yield {comment: line.slice(1).trim()};
        } else if (line === "") {
            if (event.lines.length > 0) {
                yield {name: event.name, data: event.lines.join("\n")};
            }
            event = blank();
        } else {
            take(event, line);
        }
    }
}

function blank() {
    return {name: "message", lines: []};
}

function take(event, line) {
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") {
        event.name = value;
    } else if (field === "data") {
        event.lines.push(value);
    }
}

async function* linesOf(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    try {
        for (let part = await reader.read(); !part.done; part = await reader.read()) {
            const lines = (rest + part.value).split("\n");
            rest = lines.pop();
            yield* lines.map((line) => line.replace(/\r$/, ""));
        }
    } finally {
        reader.cancel().catch(() => {});
    }
}
