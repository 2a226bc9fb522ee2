package io.hmt4j.bench.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Trials and outcomes as the processes hand them to each other. */
public final class TrialJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TrialJson() {}

    /** One line. */
    public static String of(Record value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What {@link #of} wrote. */
    public static <R extends Record> R parse(String line, Class<R> type) throws JsonProcessingException {
        return JSON.readValue(line, type);
    }
}
