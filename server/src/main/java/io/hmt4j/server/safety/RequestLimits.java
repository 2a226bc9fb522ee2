package io.hmt4j.server.safety;

import io.hmt4j.InputException;
import java.time.Duration;

/**
 * What one request may take.
 *
 * @param requestBytes bytes of a JSON body; an upload has the store's own bound
 * @param headerBytes bytes of request line and headers together
 * @param requests requests that may run at once, those that watch a reading included
 * @param waiting pieces of work that may wait for the model or compute; a further one is answered 429
 * @param answerTokens tokens of an answer where the request says nothing
 * @param mostAnswerTokens tokens of an answer that a request may ask for
 * @param answering time in which an answer has to be complete, its prompt read
 * @param silence time without a byte after which a connection is closed
 * @param bytesPerSecond the slowest a body may arrive on average; 0 for no bound
 * @param heartbeat time after which a stream that has nothing to say sends a comment
 * @param stopping time that running requests get to end when the server stops
 */
public record RequestLimits(
        int requestBytes,
        int headerBytes,
        int requests,
        int waiting,
        int answerTokens,
        int mostAnswerTokens,
        Duration answering,
        Duration silence,
        long bytesPerSecond,
        Duration heartbeat,
        Duration stopping) {

    private static final int MIB = 1 << 20;

    /** 64 MiB of JSON, 16 KiB of headers, 128 requests, 64 at the model, answers of 512 to 4,096 tokens within an hour. */
    public static final RequestLimits DEFAULT = new RequestLimits(
            64 * MIB,
            16 << 10,
            128,
            64,
            512,
            4096,
            Duration.ofHours(1),
            Duration.ofSeconds(30),
            256,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10));

    public RequestLimits {
        require("bytes of a request", requestBytes, 1024);
        require("bytes of headers", headerBytes, 1024);
        require("requests at once", requests, 1);
        require("requests that wait", waiting, 1);
        require("tokens of an answer", answerTokens, 1);
        require("most tokens of an answer", mostAnswerTokens, answerTokens);
        require("milliseconds of an answer", answering.toMillis(), 1);
        require("milliseconds of silence", silence.toMillis(), 1);
        require("bytes per second", bytesPerSecond, 0);
        require("milliseconds between heartbeats", heartbeat.toMillis(), 1);
        require("milliseconds of stopping", stopping.toMillis(), 0);
    }

    public RequestLimits withRequestBytes(int changed) {
        return new RequestLimits(
                changed,
                headerBytes,
                requests,
                waiting,
                answerTokens,
                mostAnswerTokens,
                answering,
                silence,
                bytesPerSecond,
                heartbeat,
                stopping);
    }

    /** These limits with others for how much may be asked at once. */
    public RequestLimits withPlaces(int changedRequests, int changedWaiting) {
        return new RequestLimits(
                requestBytes,
                headerBytes,
                changedRequests,
                changedWaiting,
                answerTokens,
                mostAnswerTokens,
                answering,
                silence,
                bytesPerSecond,
                heartbeat,
                stopping);
    }

    /** These limits with others for the length of an answer. */
    public RequestLimits withAnswerTokens(int usual, int most) {
        return new RequestLimits(
                requestBytes,
                headerBytes,
                requests,
                waiting,
                usual,
                most,
                answering,
                silence,
                bytesPerSecond,
                heartbeat,
                stopping);
    }

    /** These limits with others for time. */
    public RequestLimits withTimes(
            Duration changedAnswering, Duration changedSilence, Duration changedHeartbeat, Duration changedStopping) {
        return new RequestLimits(
                requestBytes,
                headerBytes,
                requests,
                waiting,
                answerTokens,
                mostAnswerTokens,
                changedAnswering,
                changedSilence,
                bytesPerSecond,
                changedHeartbeat,
                changedStopping);
    }

    private static void require(String what, long value, long least) {
        if (value < least) {
            throw new InputException(what + ": " + value + "; allowed: " + least + " and more");
        }
    }
}
