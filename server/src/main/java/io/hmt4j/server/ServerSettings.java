package io.hmt4j.server;

import io.hmt4j.InputException;
import io.hmt4j.answer.AnswerLimits;
import io.hmt4j.server.safety.ApiKeys;
import io.hmt4j.server.safety.RequestLimits;
import io.hmt4j.store.StoreLimits;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;

/**
 * How a model is served.
 *
 * @param host address to listen on; one that others can reach requires keys
 * @param port port to listen on, 0 to 65535; 0 for a free one
 * @param keys who may ask
 * @param origins origins ({@code https://example.org}) whose pages may ask from a browser; none as a rule
 * @param requests what one request may take
 * @param store what the store may take
 * @param answers what answering may take
 */
public record ServerSettings(
        String host,
        int port,
        ApiKeys keys,
        Set<String> origins,
        RequestLimits requests,
        StoreLimits store,
        AnswerLimits answers) {

    private static final int HIGHEST_PORT = 65_535;

    /** On 127.0.0.1:8080, for this machine alone. */
    public static final ServerSettings DEFAULT = new ServerSettings(
            "127.0.0.1",
            8080,
            ApiKeys.NONE,
            Set.of(),
            RequestLimits.DEFAULT,
            StoreLimits.DEFAULT,
            AnswerLimits.DEFAULT);

    public ServerSettings {
        if (host.isBlank()) {
            throw new InputException("the host is empty; allowed: an address or name of this machine");
        }
        if (port < 0 || port > HIGHEST_PORT) {
            throw new InputException("the port is " + port + "; allowed: 0 to " + HIGHEST_PORT);
        }
        if (!keys.required() && !address(host).isLoopbackAddress()) {
            throw new InputException("the host is " + host
                    + ", where others can reach it: that needs an API key (a file of keys, or HMT_API_KEY)");
        }
        for (String origin : origins) {
            if (!origin.matches("https?://[A-Za-z0-9.\\-\\[\\]:]+")) {
                throw new InputException("the origin is " + origin + "; allowed: such as https://example.org");
            }
        }
        origins = Set.copyOf(origins);
    }

    /** The address to listen on. */
    InetAddress address() {
        return address(host);
    }

    public ServerSettings withHost(String changed) {
        return new ServerSettings(changed, port, keys, origins, requests, store, answers);
    }

    public ServerSettings withPort(int changed) {
        return new ServerSettings(host, changed, keys, origins, requests, store, answers);
    }

    public ServerSettings withKeys(ApiKeys changed) {
        return new ServerSettings(host, port, changed, origins, requests, store, answers);
    }

    public ServerSettings withOrigins(Set<String> changed) {
        return new ServerSettings(host, port, keys, changed, requests, store, answers);
    }

    public ServerSettings withRequests(RequestLimits changed) {
        return new ServerSettings(host, port, keys, origins, changed, store, answers);
    }

    public ServerSettings withStore(StoreLimits changed) {
        return new ServerSettings(host, port, keys, origins, requests, changed, answers);
    }

    public ServerSettings withAnswers(AnswerLimits changed) {
        return new ServerSettings(host, port, keys, origins, requests, store, changed);
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new InputException("the host is " + host + "; allowed: an address or name of this machine", e);
        }
    }
}
