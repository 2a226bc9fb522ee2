package io.hmt4j.server.safety;

import java.time.Duration;

/** Changes some of the limits of requests; {@link #build} checks them together. */
public final class RequestLimitsBuilder {

    private int requestBytes;
    private long bodyBytes;
    private int headerBytes;
    private int connections;
    private int requests;
    private int waiting;
    private int answerTokens;
    private int mostAnswerTokens;
    private Duration answering;
    private Duration uploading;
    private Duration header;
    private Duration silence;
    private long bytesPerSecond;
    private Duration heartbeat;
    private Duration stopping;

    RequestLimitsBuilder(RequestLimits start) {
        requestBytes = start.requestBytes();
        bodyBytes = start.bodyBytes();
        headerBytes = start.headerBytes();
        connections = start.connections();
        requests = start.requests();
        waiting = start.waiting();
        answerTokens = start.answerTokens();
        mostAnswerTokens = start.mostAnswerTokens();
        answering = start.answering();
        uploading = start.uploading();
        header = start.header();
        silence = start.silence();
        bytesPerSecond = start.bytesPerSecond();
        heartbeat = start.heartbeat();
        stopping = start.stopping();
    }

    public RequestLimitsBuilder requestBytes(int changed) {
        requestBytes = changed;
        return this;
    }

    public RequestLimitsBuilder bodyBytes(long changed) {
        bodyBytes = changed;
        return this;
    }

    public RequestLimitsBuilder headerBytes(int changed) {
        headerBytes = changed;
        return this;
    }

    public RequestLimitsBuilder connections(int changed) {
        connections = changed;
        return this;
    }

    public RequestLimitsBuilder requests(int changed) {
        requests = changed;
        return this;
    }

    public RequestLimitsBuilder waiting(int changed) {
        waiting = changed;
        return this;
    }

    public RequestLimitsBuilder answerTokens(int changed) {
        answerTokens = changed;
        return this;
    }

    public RequestLimitsBuilder mostAnswerTokens(int changed) {
        mostAnswerTokens = changed;
        return this;
    }

    public RequestLimitsBuilder answering(Duration changed) {
        answering = changed;
        return this;
    }

    public RequestLimitsBuilder uploading(Duration changed) {
        uploading = changed;
        return this;
    }

    public RequestLimitsBuilder header(Duration changed) {
        header = changed;
        return this;
    }

    public RequestLimitsBuilder silence(Duration changed) {
        silence = changed;
        return this;
    }

    public RequestLimitsBuilder bytesPerSecond(long changed) {
        bytesPerSecond = changed;
        return this;
    }

    public RequestLimitsBuilder heartbeat(Duration changed) {
        heartbeat = changed;
        return this;
    }

    public RequestLimitsBuilder stopping(Duration changed) {
        stopping = changed;
        return this;
    }

    /** The limits. Throws {@link io.hmt4j.InputException} if one is out of range. */
    public RequestLimits build() {
        return new RequestLimits(
                requestBytes,
                bodyBytes,
                headerBytes,
                connections,
                requests,
                waiting,
                answerTokens,
                mostAnswerTokens,
                answering,
                uploading,
                header,
                silence,
                bytesPerSecond,
                heartbeat,
                stopping);
    }
}
