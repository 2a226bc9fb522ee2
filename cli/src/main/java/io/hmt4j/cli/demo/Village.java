package io.hmt4j.cli.demo;

import java.util.List;

/** The people, places and things of the story, and the sentences told of them. */
final class Village {

    /** Names with trades. */
    static final List<String> PEOPLE = List.of(
            "Mara the miller",
            "Oskar the fisher",
            "Ilse the weaver",
            "Tomas the smith",
            "Nadja the potter",
            "Henrik the baker",
            "Lucia the doctor",
            "Pavel the shepherd",
            "Greta the teacher",
            "Anton the carpenter",
            "Salome the gardener",
            "Viktor the ferryman",
            "Rosa the singer",
            "Emil the clockmaker",
            "Judith the painter",
            "Bruno the beekeeper");

    /** All of them places one can be "at". */
    static final List<String> PLACES = List.of(
            "the mill",
            "the harbour",
            "the old bridge",
            "the market",
            "the school",
            "the lighthouse",
            "the orchard",
            "the chapel",
            "the smithy",
            "the inn",
            "the ferry",
            "the well",
            "the quarry",
            "the forest gate");

    static final List<String> THINGS = List.of(
            "the copper lantern",
            "the blue jug",
            "the silver key",
            "the torn map",
            "the wooden flute",
            "the red scarf",
            "the heavy book",
            "the glass bead",
            "the iron ring",
            "the honey jar",
            "the broken clock",
            "the small boat",
            "the white feather",
            "the sealed letter",
            "the long rope",
            "the brass bell",
            "the green coat",
            "the fishing net",
            "the loaf of bread",
            "the basket of apples");

    /** How a paragraph opens. */
    static final List<String> OPENINGS = List.of(
            "In the morning the rain falls on the roofs of the village.",
            "At noon the sun stands high and the streets are quiet.",
            "In the evening the wind comes from the sea.",
            "At night there are only the stars and the sound of the river.",
            "Snow has fallen, and every step leaves a mark.",
            "The fog is so thick that nobody sees the tower.",
            "It is a feast day, and music comes from the square.",
            "The first warm day of spring brings everybody out of doors.",
            "A storm is near, and the birds fly low.",
            "The harvest is in, and the barns are full.");

    /** {0} a person, {1} where from, {2} where to. */
    static final List<String> WALKS = List.of(
            "{0} leaves {1} and walks to {2}.",
            "{0} takes the short way from {1} to {2}.",
            "Slowly, {0} comes from {1} to {2}.",
            "{0} has work to do at {2} and sets out from {1}.");

    /** {0} a person, {1} a thing, {2} the place it lies at. */
    static final List<String> TAKES = List.of(
            "{0} finds {1} at {2} and takes it.",
            "At {2}, {0} picks up {1}.", "Nobody has asked for {1}, so {0} carries it away from {2}.");

    /** {0} a person, {1} a thing, {2} the place they are at. */
    static final List<String> LEAVES = List.of(
            "{0} leaves {1} at {2}.",
            "{0} is tired of carrying {1} and puts it down at {2}.", "For safety, {0} hides {1} at {2}.");

    /** {0} who gives, {1} a thing, {2} who gets it. */
    static final List<String> GIVES = List.of(
            "{0} gives {1} to {2}.",
            "{0} owes {2} a favour and pays with {1}.", "As a sign of trust, {2} gets {1} from {0}.");

    /** {0} a person, {1} a thing, {2} at which place or with whom it is. */
    static final List<String> REMEMBERS = List.of(
            "{0} knows where {1} is: {2}.",
            "Somebody asks {0} for {1}, and the answer is short: {2}.", "{0} looks for {1}, which is {2}.");

    private Village() {}
}
