package io.hmt4j.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How it looks on a phone and on a desk, by day and by night; {@code target/page} has the pictures. */
class LookPageTest {

    private static final Path PICTURES = Path.of("target", "page");

    @RegisterExtension
    static final ServedPage PAGE = new ServedPage();

    @ParameterizedTest
    @CsvSource({"390, LIGHT", "390, DARK", "1440, LIGHT", "1440, DARK"})
    void nothingIsCutOffAndAllTextCanBeRead(int width, ColorScheme theme) throws IOException {
        PAGE.newTab(new Browser.NewContextOptions()
                .setViewportSize(width, width < 760 ? 844 : 900)
                .setColorScheme(theme)
                .setReducedMotion(ReducedMotion.REDUCE));
        String name = width + "-" + theme.name().toLowerCase(Locale.ROOT);
        assertThat(PAGE.button("Try it with a sample")).isVisible();
        look("1-welcome-" + name);

        PAGE.drop("long.txt", DemoText.ofSegments(20_000));
        assertThat(PAGE.tab().locator(".figures dd").first()).hasText(Pattern.compile("[0-9,]{3,}"));
        look("2-reading-" + name);

        PAGE.button("Delete").click();
        look("3-delete-" + name);
        PAGE.dialog().getByText("Cancel").click();
        PAGE.button("Stop reading").click();
        PAGE.awaitRead("long");
        PAGE.tab().goBack();
        PAGE.readSample();
        look("4-read-" + name);

        Locator turn = PAGE.ask(PAGE.tab().locator(".suggestions button").nth(1).textContent());
        turn.locator(".strip-mark[tabindex='0']").press("Enter");
        assertThat(turn.locator(".passage-text")).containsText("the code of");
        look("5-answer-" + name);

        PAGE.drop("nothing.txt", "");
        assertThat(PAGE.tab().locator(".notice")).isVisible();
        look("6-error-" + name);
    }

    /** Takes a picture, and measures what a picture cannot hold a test to. */
    private void look(String name) throws IOException {
        Page tab = PAGE.tab();
        tab.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
        Object overhang = tab.evaluate("() => document.documentElement.scrollWidth - innerWidth");
        assertThat(((Number) overhang).intValue())
                .as(name + ": pixels beyond the right edge")
                .isLessThanOrEqualTo(0);
        assertThat((List<?>) tab.evaluate(script("contrast.js")))
                .as(name + ": text of low contrast")
                .isEmpty();
        assertThat((List<?>) tab.evaluate(script("nameless.js")))
                .as(name + ": controls without a name")
                .isEmpty();
    }

    private static String script(String name) throws IOException {
        try (var resource = LookPageTest.class.getResourceAsStream(name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
