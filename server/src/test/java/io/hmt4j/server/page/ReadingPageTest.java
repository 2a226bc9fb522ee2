package io.hmt4j.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReadingPageTest {

    /** Long enough to be seen while it is read. */
    private static final int LONG = 20_000;

    private static final Pattern FIGURE = Pattern.compile("[0-9].*");
    private static final Pattern PERCENT = Pattern.compile("Reading · [0-9]+ %");

    @RegisterExtension
    static final ServedPage PAGE = new ServedPage();

    @Test
    void aDroppedDocumentIsReadAndStandsInTheList() {
        PAGE.drop("my_book.txt", DemoText.ofSegments(50));

        PAGE.awaitRead("my book");
        assertThat(PAGE.heading("my book")).isVisible();
        assertThat(PAGE.listed()).hasText("my book");
        assertThat(PAGE.tab().locator(".head .soft")).containsText("1,200 tokens · 50 segments");
        assertThat(PAGE.tab()).hasTitle("my book · hmt4j");
    }

    @Test
    void twoDroppedDocumentsAreTwoMemories() {
        PAGE.drop("one.txt", DemoText.ofSegments(20));
        PAGE.awaitRead("one");
        PAGE.drop("two.txt", DemoText.ofSegments(20));
        PAGE.awaitRead("two");

        assertThat(PAGE.listed()).hasText(new String[] {"two", "one"});
    }

    @Test
    void whileItIsReadThePageSaysHowFarItIs() {
        PAGE.drop("long.txt", DemoText.ofSegments(LONG));

        Locator reading = PAGE.tab().locator(".reading");
        assertThat(reading.locator("h2")).hasText(PERCENT);
        assertThat(reading.locator("dt"))
                .hasText(new String[] {"Segments", "Tokens", "Tokens/s", "Time left", "Memory"});
        for (Locator figure : reading.locator("dd").all()) {
            assertThat(figure).hasText(FIGURE);
        }
        assertThat(reading.locator("figcaption")).containsText("Memory used");
        assertThat(reading.locator(".plot-line")).hasAttribute("points", Pattern.compile("\\S+ \\S+.*"));
        assertThat(PAGE.tab().locator(".memory-facts")).hasText(Pattern.compile("Reading · .*"));
    }

    @Test
    void aReloadInTheMiddleFindsTheReadingWhereItIs() {
        PAGE.drop("long.txt", DemoText.ofSegments(LONG));
        assertThat(PAGE.tab().locator(".reading h2")).hasText(PERCENT);
        long before = segments();

        PAGE.tab().reload();

        assertThat(PAGE.tab().locator(".reading h2")).hasText(PERCENT);
        assertThat(segments()).isGreaterThanOrEqualTo(before);
        assertThat(PAGE.heading("long")).isVisible();
    }

    @Test
    void stoppedReadingKeepsWhatWasRead() {
        PAGE.drop("long.txt", DemoText.ofSegments(LONG));
        assertThat(PAGE.tab().locator(".reading h2")).hasText(PERCENT);

        PAGE.button("Stop reading").click();

        PAGE.awaitRead("long");
        assertThat(PAGE.tab().locator(".memory-facts")).hasText(Pattern.compile("[0-9,]+ tokens · .*"));
        assertThat(PAGE.button("Ask")).isVisible();
    }

    @Test
    void aPastedTextIsRead() {
        PAGE.button("Paste a text").first().click();
        PAGE.dialog()
                .getByLabel("Text", new Locator.GetByLabelOptions().setExact(true))
                .fill(DemoText.ofSegments(3));
        PAGE.answerDialog("Notes");

        PAGE.awaitRead("Notes");
        assertThat(PAGE.listed()).hasText("Notes");
    }

    @Test
    void aFurtherTextGoesIntoTheSameMemory() {
        PAGE.drop("one.txt", DemoText.ofSegments(10));
        PAGE.awaitRead("one");

        PAGE.tab()
                .waitForFileChooser(() -> PAGE.button("Add text").click())
                .setFiles(new FilePayload(
                        "more.txt", "text/plain", DemoText.ofSegments(10).getBytes(StandardCharsets.UTF_8)));

        assertThat(PAGE.tab().locator(".head .soft")).containsText("2 texts · 480 tokens");
        assertThat(PAGE.listed()).hasText("one");
    }

    private long segments() {
        return Long.parseLong(
                PAGE.tab().locator(".figures dd").first().textContent().replace(",", ""));
    }
}
