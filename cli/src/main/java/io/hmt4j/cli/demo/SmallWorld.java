package io.hmt4j.cli.demo;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A story without end, in plain sentences: people of a village walk about and find, give and leave things. It keeps to
 * itself: who gives a thing has it, and what is said of a thing is true. The same for the same seed, on every machine.
 */
public final class SmallWorld {

    private static final Pattern WORD = Pattern.compile("[\\p{L}]+|[.,:;]");
    private static final int FEWEST_EVENTS = 4;
    private static final int MORE_EVENTS = 5;

    private final Random random;
    private final String[] placeOfPerson = new String[Village.PEOPLE.size()];

    /** A place, or the name of who carries it. */
    private final String[] whereaboutsOfThing = new String[Village.THINGS.size()];

    /** Whom this paragraph has introduced: afterwards the name is enough. */
    private final Set<Integer> introduced = new LinkedHashSet<>();

    public SmallWorld(long seed) {
        random = new Random(seed);
        for (int person = 0; person < placeOfPerson.length; person++) {
            placeOfPerson[person] = any(Village.PLACES);
        }
        for (int thing = 0; thing < whereaboutsOfThing.length; thing++) {
            whereaboutsOfThing[thing] = any(Village.PLACES);
        }
    }

    /** Tells on: a few sentences, without a line break. */
    public String nextParagraph() {
        introduced.clear();
        List<String> sentences = new ArrayList<>();
        sentences.add(any(Village.OPENINGS));
        int events = FEWEST_EVENTS + random.nextInt(MORE_EVENTS);
        for (int event = 0; event < events; event++) {
            sentences.add(event(random.nextInt(placeOfPerson.length)));
        }
        return String.join(" ", sentences);
    }

    /** All words and punctuation marks that can occur, in the order of the source. */
    public static List<String> words() {
        Set<String> words = new LinkedHashSet<>();
        Stream.of(
                        Village.OPENINGS,
                        Village.PEOPLE,
                        Village.PLACES,
                        Village.THINGS,
                        Village.WALKS,
                        Village.TAKES,
                        Village.LEAVES,
                        Village.GIVES,
                        Village.REMEMBERS)
                .flatMap(List::stream)
                .forEach(text -> {
                    Matcher matcher = WORD.matcher(text);
                    while (matcher.find()) {
                        words.add(matcher.group());
                    }
                });
        return List.copyOf(words);
    }

    private String event(int person) {
        String place = placeOfPerson[person];
        List<Integer> carried = thingsAt(nameOf(person));
        List<Integer> here = thingsAt(place);
        int other = neighbourOf(person);
        return switch (random.nextInt(5)) {
            case 0 -> here.isEmpty() ? walk(person) : take(person, any(here));
            case 1 -> carried.isEmpty() ? remember(person) : leave(person, any(carried));
            case 2 -> carried.isEmpty() || other < 0 ? walk(person) : give(person, any(carried), other);
            case 3 -> remember(person);
            default -> walk(person);
        };
    }

    private String walk(int person) {
        String from = placeOfPerson[person];
        String to =
                any(Village.PLACES.stream().filter(place -> !place.equals(from)).toList());
        placeOfPerson[person] = to;
        return tell(Village.WALKS, called(person), from, to);
    }

    private String take(int person, int thing) {
        whereaboutsOfThing[thing] = nameOf(person);
        return tell(Village.TAKES, called(person), Village.THINGS.get(thing), placeOfPerson[person]);
    }

    private String leave(int person, int thing) {
        whereaboutsOfThing[thing] = placeOfPerson[person];
        return tell(Village.LEAVES, called(person), Village.THINGS.get(thing), placeOfPerson[person]);
    }

    private String give(int person, int thing, int other) {
        whereaboutsOfThing[thing] = nameOf(other);
        return tell(Village.GIVES, called(person), Village.THINGS.get(thing), called(other));
    }

    private String remember(int person) {
        int thing = random.nextInt(whereaboutsOfThing.length);
        String whereabouts = whereaboutsOfThing[thing];
        String where = (Village.PLACES.contains(whereabouts) ? "at " : "with ") + whereabouts;
        return tell(Village.REMEMBERS, called(person), Village.THINGS.get(thing), where);
    }

    private String tell(List<String> sentences, String... parts) {
        return MessageFormat.format(any(sentences), (Object[]) parts);
    }

    /** Somebody else at the same place; -1 where there is nobody. */
    private int neighbourOf(int person) {
        List<Integer> neighbours = new ArrayList<>();
        for (int other = 0; other < placeOfPerson.length; other++) {
            if (other != person && placeOfPerson[other].equals(placeOfPerson[person])) {
                neighbours.add(other);
            }
        }
        return neighbours.isEmpty() ? -1 : any(neighbours);
    }

    private List<Integer> thingsAt(String whereabouts) {
        List<Integer> things = new ArrayList<>();
        for (int thing = 0; thing < whereaboutsOfThing.length; thing++) {
            if (whereaboutsOfThing[thing].equals(whereabouts)) {
                things.add(thing);
            }
        }
        return things;
    }

    private String called(int person) {
        return introduced.add(person) ? Village.PEOPLE.get(person) : nameOf(person);
    }

    private static String nameOf(int person) {
        String full = Village.PEOPLE.get(person);
        return full.substring(0, full.indexOf(' '));
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
