package io.hmt4j.server.safety;

import io.hmt4j.server.failure.ApiException;
import io.hmt4j.server.failure.ErrorCode;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose pages may ask from a browser. A server that is there for its own machine is still reached by every page the user
 * opens: by a form or a fetch (which carry {@code Origin}), or under a name that was made to lead here ({@code Host}).
 */
public final class Origins {

    private final Set<String> allowed;
    private final boolean localOnly;

    /**
     * Rules.
     *
     * @param allowed origins that may ask beside the server's own page
     * @param localOnly whether the server is asked under this machine's names alone
     */
    public Origins(Set<String> allowed, boolean localOnly) {
        this.allowed = Set.copyOf(allowed);
        this.localOnly = localOnly;
    }

    /** Refuses a request under a name that is not this machine's, where it has to be. */
    public void checkHost(@Nullable String host) {
        if (localOnly && (host == null || !isLocal(host))) {
            throw ApiException.of(
                    ErrorCode.FOREIGN_HOST,
                    "this server is asked under localhost, 127.0.0.1 or [::1] alone; others need an API key");
        }
    }

    /** Refuses a page of another origin. */
    public void checkOrigin(@Nullable String origin, @Nullable String host) {
        if (origin != null && !isAllowed(origin) && !isOwn(origin, host)) {
            throw ApiException.of(ErrorCode.FOREIGN_ORIGIN, "pages of this origin may not ask this server");
        }
    }

    /** Whether the settings name an origin. */
    public boolean isAllowed(@Nullable String origin) {
        return origin != null && allowed.contains(origin);
    }

    /** The scheme is left out: a proxy in front may speak TLS. */
    private static boolean isOwn(String origin, @Nullable String host) {
        String name = origin.replaceFirst("^https?://", "");
        return !name.equals(origin) && name.equalsIgnoreCase(host);
    }

    private static boolean isLocal(String host) {
        String name = host.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.equals("[::1]") || name.matches("127(\\.[0-9]{1,3}){3}");
    }
}
