package io.hmt4j.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.hmt4j.checkpoint.Folders;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.server.HmtServer;
import io.hmt4j.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A browser for all tests; for each of them a server with an empty store, and a tab. A test fails where a
 * script of the page does, or where the content security policy held something back.
 */
final class ServedPage implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {

    static final String SAMPLE = "Sample: the codes of animals";

    private static final Path MODEL =
            Path.of("..", "cli", "src", "main", "resources", "io", "hmt4j", "cli", "demo", "models", "hmt");
    private static final int PATIENCE = 60_000;

    private final ServerSettings settings;
    private final List<String> faults = new ArrayList<>();
    private Chromium chromium;
    private HmtModel model;
    private Path folder;
    private HmtServer server;
    private BrowserContext context;
    private Page tab;

    ServedPage() {
        this(ServerSettings.DEFAULT);
    }

    /** A page of a server with these settings, on a free port. */
    ServedPage(ServerSettings settings) {
        this.settings = settings.withPort(0);
    }

    @Override
    public void beforeAll(ExtensionContext test) {
        chromium = shared(test, Chromium.class, Chromium::start);
        model = shared(test, HmtModel.class, () -> HmtModel.load(MODEL));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    }

    @Override
    public void beforeEach(ExtensionContext test) throws IOException {
        folder = Files.createTempDirectory("hmt-page-");
        server = HmtServer.start(model, "demo", folder.resolve("store"), settings);
        newTab(new Browser.NewContextOptions());
    }

    @Override
    public void afterEach(ExtensionContext test) throws IOException {
        context.close();
        server.close();
        Folders.delete(folder);
        assertThat(List.copyOf(faults)).as("faults of the page's scripts").isEmpty();
    }

    /** The tab. */
    Page tab() {
        return tab;
    }

    HmtServer server() {
        return server;
    }

    /** Stops the server, and starts one on the same store at the same port. */
    void restart(Runnable meanwhile) {
        int port = server.port();
        server.close();
        meanwhile.run();
        server = HmtServer.start(model, "demo", folder.resolve("store"), settings.withPort(port));
    }

    /** Opens the page in another browser window: another size, another theme. */
    Page newTab(Browser.NewContextOptions options) {
        if (context != null) {
            context.close();
        }
        context = chromium.browser().newContext(options);
        context.setDefaultTimeout(PATIENCE);
        tab = context.newPage();
        faults.clear();
        tab.onPageError(faults::add);
        tab.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                faults.add(message.text());
            }
        });
        tab.navigate(server.address().toString());
        return tab;
    }

    /** Drops a file on the page. */
    void drop(String name, String content) {
        Object transfer = tab.evaluateHandle(
                "([name, content]) => { const dropped = new DataTransfer();"
                        + " dropped.items.add(new File([content], name)); return dropped; }",
                List.of(name, content));
        tab.locator("body").dispatchEvent("dragover", Map.of("dataTransfer", transfer));
        tab.locator("body").dispatchEvent("drop", Map.of("dataTransfer", transfer));
    }

    /** Has the sample read. */
    void readSample() {
        button("Try it with a sample").click();
        awaitRead(SAMPLE);
    }

    /** Waits until a memory is read. */
    void awaitRead(String name) {
        assertThat(tab.locator("#said")).hasText(name + " is read.");
    }

    /** Asks and waits for the end of the answer: its turn. */
    Locator ask(String question) {
        Locator field = tab.getByLabel("Question");
        field.fill(question);
        field.press("Enter");
        Locator turn = tab.locator(".turn").last();
        assertThat(turn.locator("[aria-busy]")).hasCount(0);
        return turn;
    }

    Locator button(String name) {
        return tab.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator heading(String name) {
        return tab.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Names in the list of memories. */
    Locator listed() {
        return tab.locator(".memory-name");
    }

    /** The dialog that is open. */
    Locator dialog() {
        return tab.getByRole(AriaRole.DIALOG);
    }

    /** Fills the first field of the open dialog and confirms. */
    void answerDialog(String value) {
        Locator field = dialog().locator("input").first();
        field.fill(value);
        field.press("Enter");
        assertThat(dialog()).hasCount(0);
    }

    /** What all classes use; JUnit closes it behind the last of them. */
    private static <T> T shared(ExtensionContext test, Class<T> type, Supplier<T> start) {
        return test.getRoot().getStore(Namespace.GLOBAL).getOrComputeIfAbsent(type, key -> start.get(), type);
    }
}
