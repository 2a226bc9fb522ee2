package io.hmt4j.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReadingPageTest {

    /** Long enough to be seen while it is read. */
    private static final int LONG = 20_000;

    private static final Pattern FIGURE = Pattern.compile("[0-9].*");
    private static final Pattern PERCENT = Pattern.compile("Reading · [0-9]+ %");

    @RegisterExtension
    final ServedPage page = new ServedPage();

    @Test
    void aDroppedDocumentIsReadAndStandsInTheList() {
        page.drop("my_book.txt", DemoText.ofSegments(50));

        page.awaitRead("my book");
        assertThat(page.heading("my book")).isVisible();
        assertThat(page.listed()).hasText("my book");
        assertThat(page.tab().locator(".head .soft")).containsText("1,200 tokens · 50 segments");
        assertThat(page.tab()).hasTitle("my book · hmt4j");
    }

    @Test
    void twoDroppedDocumentsAreTwoMemories() {
        page.drop("one.txt", DemoText.ofSegments(20));
        page.awaitRead("one");
        page.drop("two.txt", DemoText.ofSegments(20));
        page.awaitRead("two");

        assertThat(page.listed()).hasText(new String[] {"two", "one"});
    }

    @Test
    void whileItIsReadThePageSaysHowFarItIs() {
        page.drop("long.txt", DemoText.ofSegments(LONG));

        Locator reading = page.tab().locator(".reading");
        assertThat(reading.locator("h2")).hasText(PERCENT);
        assertThat(reading.locator("dt"))
                .hasText(new String[] {"Segments", "Tokens", "Tokens/s", "Time left", "Memory"});
        for (Locator figure : reading.locator("dd").all()) {
            assertThat(figure).hasText(FIGURE);
        }
        assertThat(reading.locator("figcaption")).containsText("Memory used");
        assertThat(reading.locator(".plot-line")).hasAttribute("points", Pattern.compile("\\S+ \\S+.*"));
        assertThat(page.tab().locator(".memory-facts")).hasText(Pattern.compile("Reading · .*"));
    }

    @Test
    void aReloadInTheMiddleFindsTheReadingWhereItIs() {
        page.drop("long.txt", DemoText.ofSegments(LONG));
        assertThat(page.tab().locator(".reading h2")).hasText(PERCENT);
        long before = segments();

        page.tab().reload();

        assertThat(page.tab().locator(".reading h2")).hasText(PERCENT);
        assertThat(segments()).isGreaterThanOrEqualTo(before);
        assertThat(page.heading("long")).isVisible();
    }

    @Test
    void stoppedReadingKeepsWhatWasRead() {
        page.drop("long.txt", DemoText.ofSegments(LONG));
        assertThat(page.tab().locator(".reading h2")).hasText(PERCENT);

        page.button("Stop reading").click();

        page.awaitRead("long");
        assertThat(page.tab().locator(".memory-facts")).hasText(Pattern.compile("[0-9,]+ tokens · .*"));
        assertThat(page.button("Ask")).isVisible();
    }

    @Test
    void aPastedTextIsRead() {
        page.button("Paste a text").first().click();
        page.dialog()
                .getByLabel("Text", new Locator.GetByLabelOptions().setExact(true))
                .fill(DemoText.ofSegments(3));
        page.answerDialog("Notes");

        page.awaitRead("Notes");
        assertThat(page.listed()).hasText("Notes");
    }

    @Test
    void aFurtherTextGoesIntoTheSameMemory() {
        page.drop("one.txt", DemoText.ofSegments(10));
        page.awaitRead("one");

        var chosen = page.tab().waitForFileChooser(() -> page.button("Add text").click());
        chosen.setFiles(new com.microsoft.playwright.options.FilePayload(
                "more.txt", "text/plain", DemoText.ofSegments(10).getBytes(java.nio.charset.StandardCharsets.UTF_8)));

        assertThat(page.tab().locator(".head .soft")).containsText("2 texts · 480 tokens");
        assertThat(page.listed()).hasText("one");
    }

    private long segments() {
        return Long.parseLong(
                page.tab().locator(".figures dd").first().textContent().replace(",", ""));
    }
}
