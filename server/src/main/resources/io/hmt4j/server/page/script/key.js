/** The API key, asked for when the server wants one and kept for this tab alone. */

import {ask} from "./dialogs.js";

const PLACE = "hmt4j.key";
let asking = null;

/** The key, or null. */
export function storedKey() {
    return sessionStorage.getItem(PLACE);
}

/** Asks for a key; requests that fail side by side share one question. */
export function askForKey(wasWrong) {
    asking ??= answered(wasWrong).finally(() => {
        asking = null;
    });
    return asking;
}

async function answered(wasWrong) {
    const answer = await ask({
        title: "This server asks for an API key",
        text: wasWrong ? "The last key was not accepted." : "It is kept until this tab is closed.",
        fields: [{name: "key", label: "API key", type: "password", pattern: "[\\x21-\\x7e]+"}],
        action: "Continue",
        refusable: false,
    });
    if (answer === null) {
        return answered(wasWrong);  // a browser closes any dialog at the second Escape
    }
    sessionStorage.setItem(PLACE, answer.key);
}
