/** Figures as people read them. */

const WHOLE = new Intl.NumberFormat("en", {maximumFractionDigits: 0});
const SHORT = new Intl.NumberFormat("en", {maximumSignificantDigits: 3});
const UNITS = ["bytes", "KiB", "MiB", "GiB", "TiB"];

export function count(number) {
    return WHOLE.format(number);
}

/** `1 segment`, `2 segments`. */
export function counted(number, noun) {
    return `${count(number)} ${number === 1 ? noun : noun + "s"}`;
}

/** Bytes in units of 1,024. */
export function bytes(number) {
    const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(number, 1)) / 10));
    return `${SHORT.format(number / 1024 ** power)} ${UNITS[power]}`;
}

/** A span of time, as exactly as it matters. */
export function duration(seconds) {
    const whole = Math.max(1, Math.round(seconds));
    if (whole < 60) {
        return `${whole} s`;
    }
    if (whole < 600) {
        return `${Math.floor(whole / 60)} min ${whole % 60} s`;
    }
    if (whole < 3600) {
        return `${Math.round(whole / 60)} min`;
    }
    return `${count(Math.floor(whole / 3600))} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** A part of 1. */
export function percent(part) {
    const hundredths = part * 100;
    return hundredths > 0 && hundredths < 1 ? "under 1\u00a0%" : `${Math.round(hundredths)}\u00a0%`;
}
