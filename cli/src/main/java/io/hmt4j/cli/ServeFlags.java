package io.hmt4j.cli;

import io.hmt4j.InputException;
import io.hmt4j.server.ServerSettings;
import io.hmt4j.server.safety.ApiKeys;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a model is served, and to whom. */
final class ServeFlags {

    private static final String KEY_VARIABLE = "HMT_API_KEY";

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "Folder of the memories, made if it is not there. Default: hmt-store here.")
    private Path store = Path.of("hmt-store");

    @Option(names = "--name", paramLabel = "NAME", description = "The model's name in requests. Default: its folder's.")
    private @Nullable String name;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Address to listen on. One that other machines reach requires an API key. Default:"
                    + " ${DEFAULT-VALUE}.")
    private String host = ServerSettings.DEFAULT.host();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen on; 0 for a free one. Default: ${DEFAULT-VALUE}.")
    private int port = ServerSettings.DEFAULT.port();

    @Option(
            names = "--api-key-file",
            paramLabel = "FILE",
            description =
                    "File with the API keys, one a line, without which nothing is answered. Default: the key in the"
                            + " variable " + KEY_VARIABLE + ", if it is set.")
    private @Nullable Path keyFile;

    @Option(
            names = "--cors",
            paramLabel = "ORIGIN",
            description = "Let pages of this origin, such as https://example.org, ask from a browser. Repeatable.")
    private Set<String> origins = new LinkedHashSet<>();

    @Option(names = "--open", description = "Open the page in the browser.")
    private boolean open;

    Path store() {
        return store;
    }

    @Nullable String name() {
        return name;
    }

    boolean opens() {
        return open;
    }

    /**
     * The settings.
     *
     * @param environment where the key is looked for
     * @throws InputException if a flag is wrong
     */
    ServerSettings settings(Map<String, String> environment) {
        return ServerSettings.DEFAULT
                .withKeys(keys(environment))
                .withHost(host)
                .withPort(port)
                .withOrigins(origins);
    }

    private ApiKeys keys(Map<String, String> environment) {
        if (keyFile != null) {
            return ApiKeys.ofFile(keyFile);
        }
        String key = environment.get(KEY_VARIABLE);
        return key == null || key.isEmpty() ? ApiKeys.NONE : ApiKeys.of(List.of(key), KEY_VARIABLE);
    }
}
