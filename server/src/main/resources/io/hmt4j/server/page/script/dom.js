/** Elements made by script: no markup is ever put together from text. */

const SVG = "http://www.w3.org/2000/svg";

/** An element with properties (`onclick`, `textContent`, ...), attributes under `attributes`, and children. */
export function element(name, properties = {}, ...children) {
    const made = document.createElement(name);
    const {attributes = {}, ...plain} = properties;
    Object.assign(made, plain);
    return filled(made, attributes, children);
}

/** An element of a drawing; all its properties are attributes. */
export function drawn(name, attributes = {}, ...children) {
    return filled(document.createElementNS(SVG, name), attributes, children);
}

export function button(text, onclick, look = "") {
    return element("button", {type: "button", className: look, textContent: text, onclick});
}

function filled(made, attributes, children) {
    for (const [key, value] of Object.entries(attributes)) {
        made.setAttribute(key, value);
    }
    made.append(...children.filter((child) => child !== null));
    return made;
}
