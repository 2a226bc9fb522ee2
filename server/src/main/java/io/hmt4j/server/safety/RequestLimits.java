package io.hmt4j.server.safety;

import io.hmt4j.InputException;
import java.time.Duration;

/**
 * What requests may take.
 *
 * @param requestBytes bytes of a JSON body; an upload has the store's own bound
 * @param bodyBytes bytes of all JSON bodies that are in memory together; a further one is answered 429
 * @param headerBytes bytes of request line and headers together
 * @param connections connections at once; further ones wait to be accepted
 * @param requests requests that may run at once; half of them may watch readings
 * @param waiting pieces of work that may wait for the model or compute; a further one is answered 429
 * @param answerTokens tokens of an answer where the request says nothing
 * @param mostAnswerTokens tokens of an answer that a request may ask for
 * @param answering time in which an answer has to be complete, its prompt read
 * @param uploading time in which an upload has to arrive
 * @param header time in which request line and headers have to arrive
 * @param silence time without a byte after which a connection is closed
 * @param bytesPerSecond the slowest a body may arrive on average; 0 for no bound
 * @param heartbeat time after which a stream that has nothing to say sends a comment
 * @param stopping time that running requests get to end when the server stops
 */
public record RequestLimits(
        int requestBytes,
        long bodyBytes,
        int headerBytes,
        int connections,
        int requests,
        int waiting,
        int answerTokens,
        int mostAnswerTokens,
        Duration answering,
        Duration uploading,
        Duration header,
        Duration silence,
        long bytesPerSecond,
        Duration heartbeat,
        Duration stopping) {

    private static final int MIB = 1 << 20;

    /**
     * 64 MiB of JSON and 128 MiB of all, 16 KiB of headers, 1,024 connections, 128 requests, 64 at the model, answers of 512
     * to 4,096 tokens within an hour, uploads within twelve, at 4 KiB a second at least.
     */
    public static final RequestLimits DEFAULT = new RequestLimits(
            64 * MIB,
            128 * MIB,
            16 << 10,
            1024,
            128,
            64,
            512,
            4096,
            Duration.ofHours(1),
            Duration.ofHours(12),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            4096,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10));

    public RequestLimits {
        require("bytes of a request", requestBytes, 1024);
        require("bytes of all requests", bodyBytes, requestBytes);
        require("bytes of headers", headerBytes, 1024);
        require("connections", connections, 1);
        require("requests at once", requests, 1);
        require("requests that wait", waiting, 1);
        require("tokens of an answer", answerTokens, 1);
        require("most tokens of an answer", mostAnswerTokens, answerTokens);
        require("milliseconds of an answer", answering.toMillis(), 1);
        require("milliseconds of an upload", uploading.toMillis(), 1);
        require("milliseconds of a header", header.toMillis(), 1);
        require("milliseconds of silence", silence.toMillis(), 1);
        require("bytes per second", bytesPerSecond, 0);
        require("milliseconds between heartbeats", heartbeat.toMillis(), 1);
        require("milliseconds of stopping", stopping.toMillis(), 0);
    }

    /** These limits, to be changed. */
    public RequestLimitsBuilder but() {
        return new RequestLimitsBuilder(this);
    }

    /** Requests that may watch readings, of those that may run. */
    public int watching() {
        return Math.max(1, requests / 2);
    }

    private static void require(String what, long value, long least) {
        if (value < least) {
            throw new InputException(what + ": " + value + "; allowed: " + least + " and more");
        }
    }
}
