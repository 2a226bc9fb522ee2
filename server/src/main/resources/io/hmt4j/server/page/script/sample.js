/**
 * A made-up text to try a server with: facts, and sentences that say nothing. Every word is one of those that the
 * demonstration model knows; facts lie within its segments of 24 words, and the text ends where a segment does.
 */

const SOURCE = "sample";
const WORDS = 24 * 240;
const SEGMENT = 24;
const SEED = 7;
const FACT_WORDS = 10;
const FACT_SHARE = 0.3;
const ASKED_ABOUT = [0.1, 0.5, 0.9];

const ADJECTIVES = words("red blue green black white gray brown gold tall small quick slow wild calm proud shy");
const NOUNS = words("fox cat owl bear wolf crow deer hare mole seal toad swan lynx goat crab moth lamb duck otter");
const NAMES = words("anna ben clara david emma frank grace henry");
const VERBS = words("walks sings waits sleeps reads runs works rests");
const ADVERBS = words("slowly quietly often today alone again");
const PREPOSITIONS = words("near behind under beside");
const DIGITS = words("0 1 2 3 4 5 6 7 8 9");
const PLACES = words("river hill bridge house garden tower road market");
const STATES = words("old quiet empty cold bright narrow");
const [THE, IS, AND, STOP] = [["the"], ["is"], ["and"], ["."]];

/** Sentences that say nothing, of 3 to 9 words. */
const FILLERS = [
    [NAMES, VERBS, STOP],
    [NAMES, VERBS, ADVERBS, STOP],
    [THE, PLACES, IS, STATES, STOP],
    [NAMES, VERBS, PREPOSITIONS, THE, PLACES, STOP],
    [NAMES, VERBS, PREPOSITIONS, THE, STATES, PLACES, STOP],
    [NAMES, AND, NAMES, VERBS, PREPOSITIONS, THE, PLACES, STOP],
    [NAMES, AND, NAMES, VERBS, PREPOSITIONS, THE, STATES, PLACES, STOP],
];

/** The text, with a name for its memory. */
export function sample() {
    return {name: "Sample: the codes of animals", source: SOURCE, text: written().text.join(" ")};
}

/** Whether a memory holds the sample and nothing else. */
export function isSample({sources}) {
    return sources.length === 1 && sources[0].name === SOURCE;
}

/** Where an answer about the sample ends. */
export const SAMPLE_STOP = ["."];

/** Questions about the sample's beginning, middle and end. */
export function sampleQuestions() {
    const {subjects} = written();
    return ASKED_ABOUT.map((part) => subjects[Math.floor(part * subjects.length)])
        .map((subject) => `now what is the code of the ${subject} ? it is`);
}

/** The words of the text, and what its facts are about, in their order. */
function written() {
    const draw = generator(SEED);
    const text = [];
    const subjects = new Set();
    while (text.length < WORDS) {
        const subject = `${draw(ADJECTIVES)} ${draw(NOUNS)}`;
        if (isRoomForFact(text.length) && !subjects.has(subject) && draw.chance() < FACT_SHARE) {
            subjects.add(subject);
            text.push(...words(`the code of the ${subject} is ${draw(DIGITS)} ${draw(DIGITS)} .`));
        } else {
            text.push(...draw(fitting(WORDS - text.length)).map(draw));
        }
    }
    return {text, subjects: [...subjects]};
}

function isRoomForFact(written) {
    const left = WORDS - written - FACT_WORDS;
    return written % SEGMENT + FACT_WORDS <= SEGMENT && (left === 0 || left >= FILLERS[0].length);
}

/** Fillers behind which nothing is left, or room for another. */
function fitting(left) {
    return FILLERS.filter(({length}) => length === left || left - length >= FILLERS[0].length);
}

/** Draws from lists, the same for the same seed: Marsaglia's xorshift of 32 bits. */
function generator(seed) {
    let state = seed;
    const chance = () => {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        return (state >>> 0) / 2 ** 32;
    };
    const draw = (list) => list[Math.floor(chance() * list.length)];
    return Object.assign(draw, {chance});
}

function words(text) {
    return text.split(" ");
}
