// Visible text whose contrast to what lies behind it is under WCAG's 4.5 (3 for large text), as "text: contrast".
() => {
    const channel = (value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    const colour = (text) => text.match(/[\d.]+/g).map(Number);
    const luminance = ([red, green, blue]) =>
        0.2126 * channel(red / 255) + 0.7152 * channel(green / 255) + 0.0722 * channel(blue / 255);
    const ground = (element) => {
        for (let at = element; at; at = at.parentElement) {
            const [red, green, blue, alpha = 1] = colour(getComputedStyle(at).backgroundColor);
            if (alpha === 1) {
                return [red, green, blue];
            }
        }
        return [255, 255, 255];
    };
    const contrast = (element) => {
        const [darker, lighter] = [luminance(colour(getComputedStyle(element).color)), luminance(ground(element))]
            .sort((a, b) => a - b);
        return (lighter + 0.05) / (darker + 0.05);
    };
    const least = (element) => (parseFloat(getComputedStyle(element).fontSize) >= 24 ? 3 : 4.5);
    const ownText = (element) =>
        [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data.trim()).join("");
    return [...document.body.querySelectorAll("*")]
        .filter((element) => element.checkVisibility() && ownText(element) !== "" && !element.closest("svg"))
        .filter((element) => contrast(element) < least(element))
        .map((element) => `${ownText(element)}: ${contrast(element).toFixed(2)}`);
}
