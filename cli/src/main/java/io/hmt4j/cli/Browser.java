package io.hmt4j.cli;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The browser of this machine. */
final class Browser {

    private static final int AT_ONCE_SECONDS = 2;

    private Browser() {}

    /** Opens an address; false if there is nothing to open it with, or that fails at once. */
    static boolean open(URI address) {
        try {
            Process opening = new ProcessBuilder(command(System.getProperty("os.name"), reachable(address)))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return !opening.waitFor(AT_ONCE_SECONDS, TimeUnit.SECONDS) || opening.exitValue() == 0;
        } catch (IOException none) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Who listens on all addresses of this machine is reached here on its own one. */
    static URI reachable(URI address) {
        String host = address.getHost();
        boolean isAny = host.equals("0.0.0.0") || host.matches("\\[[0:]+\\]");
        return isAny ? URI.create("http://localhost:" + address.getPort() + address.getPath()) : address;
    }

    private static List<String> command(String system, URI address) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.contains("mac")) {
            return List.of("open", address.toString());
        }
        return name.contains("windows")
                ? List.of("rundll32", "url.dll,FileProtocolHandler", address.toString())
                : List.of("xdg-open", address.toString());
    }
}
