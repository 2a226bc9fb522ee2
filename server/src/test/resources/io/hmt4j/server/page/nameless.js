// Controls that a screen reader could not name.
() => {
    const name = (control) => control.getAttribute("aria-label") ?? (control.labels?.[0]?.textContent || control.textContent);
    return [...document.querySelectorAll("a, button, input, select, textarea, progress, [role=button], [role=img]")]
        .filter((control) => control.checkVisibility() && name(control).trim() === "")
        .map((control) => control.outerHTML.slice(0, 120));
}
