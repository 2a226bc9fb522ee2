/** Questions to the user, as modal dialogs: the browser keeps the focus inside and closes them with Escape. */

import {button, element} from "./dom.js";

/**
 * Asks, and waits for the answer: the fields' values by their names, or null where the user thought better of it.
 *
 * @param title what is asked
 * @param text the rest of it, or null
 * @param fields `{name, label, type, value}` and properties of the field; type `text`, `password` or `long`
 * @param action what the button says
 * @param danger whether it destroys something
 * @param refusable whether there is a way without an answer
 */
export function ask({title, text = null, fields = [], action, danger = false, refusable = true}) {
    const heading = element("h2", {id: "dialog-title", textContent: title});
    const look = danger ? "strong danger" : "strong";
    const confirm = element("button", {type: "submit", textContent: action, className: look});
    const actions = element("div", {className: "dialog-actions"}, confirm);
    const form = element("form", {method: "dialog"}, heading, text && element("p", {textContent: text}),
        ...fields.map(fieldOf), actions);
    const dialog = element("dialog", {attributes: {"aria-labelledby": "dialog-title"}}, form);
    if (refusable) {
        actions.prepend(button("Cancel", () => dialog.close()));
    }
    return shown(dialog, form, refusable);
}

function shown(dialog, form, refusable) {
    document.body.append(dialog);
    return new Promise((answered) => {
        let answer = null;
        form.onsubmit = () => {
            answer = Object.fromEntries(new FormData(form));
        };
        dialog.oncancel = (event) => refusable || event.preventDefault();
        dialog.onclose = () => {
            dialog.remove();
            answered(answer);
        };
        dialog.showModal();
        form.querySelector("input")?.select();
    });
}

function fieldOf({name, label, type = "text", value = "", ...rules}) {
    const properties = {id: `dialog-${name}`, name, value, required: true, ...rules};
    const field = type === "long"
        ? element("textarea", properties)
        : element("input", {type, autocomplete: "off", ...properties});
    return element("div", {}, element("label", {htmlFor: field.id, textContent: label}), field);
}
