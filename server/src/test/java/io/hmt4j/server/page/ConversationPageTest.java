package io.hmt4j.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConversationPageTest {

    /** Keeps what an answer looks like each time it changes. */
    private static final String WATCH_ANSWERS = "() => { window.seen = []; new MutationObserver(() =>"
            + " seen.push(document.querySelector('.answer')?.textContent ?? ''))"
            + ".observe(document.querySelector('.turns'), {childList: true, subtree: true, characterData: true}); }";

    @RegisterExtension
    final ServedPage page = new ServedPage();

    @Test
    void theAnswerIsWhatTheTextSays() {
        page.readSample();
        Locator suggestion = page.tab().locator(".suggestions button").first();
        String question = suggestion.textContent();
        suggestion.click();
        assertThat(page.tab().getByLabel("Question")).hasValue(question);

        Locator turn = page.ask(question);
        turn.locator(".strip-mark[tabindex='0']").press("Enter");

        String subject = question.replaceAll("now what is the code of the (.*) \\? it is", "$1");
        String answer = turn.locator(".answer").textContent();
        assertThat(turn.locator(".passage-text")).containsText("the code of the " + subject + " is " + answer + " .");
    }

    @Test
    void theAnswerStreams() {
        page.drop("fox.txt", DemoText.withFact(30));
        page.awaitRead("fox");
        page.tab().evaluate(WATCH_ANSWERS);

        Locator turn = page.ask(DemoText.QUESTION);

        List<?> seen = (List<?>) page.tab().evaluate("() => [...new Set(window.seen)]");
        assertThat(seen).hasSizeGreaterThan(10);
        assertThat(turn.locator(".answer")).hasText(java.util.regex.Pattern.compile("7 3 .*"));
        assertThat(turn.locator(".turn-note")).containsText("cut off");
    }

    @Test
    void theStripLightsTheSegmentOfTheFactAndAClickShowsIt() {
        page.drop("fox.txt", DemoText.withFact(30));
        page.awaitRead("fox");

        Locator turn = page.ask(DemoText.QUESTION);

        Locator heaviest = turn.locator(".strip-mark[tabindex='0']");
        assertThat(heaviest).hasAttribute("data-segment", "0");
        assertThat(turn.locator(".strip-note")).containsText("most of all segment 1 of 31");
        heaviest.click();
        assertThat(turn.locator(".passage-text")).containsText(DemoText.FACT);
        turn.getByText("Close").click();
        assertThat(turn.locator(".passage")).hasCount(0);
    }

    @Test
    void aKeyboardGoesAlongTheStrip() {
        page.readSample();
        Locator turn = page.ask("now what is the code of the red fox ? it is");
        Locator marks = turn.locator(".strip-mark");
        Locator stop = turn.locator(".strip-mark[tabindex='0']");

        stop.press("Home");
        assertThat(marks.first()).isFocused();
        marks.first().press("ArrowRight");
        assertThat(marks.nth(1)).isFocused();
        marks.nth(1).press("Enter");
        assertThat(marks.nth(1)).hasAttribute("aria-expanded", "true");
        assertThat(turn.locator(".passage-text")).not().hasText("…");
        assertThat(stop).hasCount(1);
    }

    @Test
    void theConversationOutlastsAReload() {
        page.readSample();
        page.ask("now what is the code of the red fox ? it is");
        String answer = page.tab().locator(".answer").textContent();

        page.tab().reload();

        assertThat(page.tab().locator(".question")).containsText("red fox");
        assertThat(page.tab().locator(".answer")).hasText(answer);
        assertThat(page.tab().locator(".strip")).isVisible();
    }

    @Test
    void aFreshConversationBeginsAnew() {
        page.readSample();
        page.ask("now what is the code of the red fox ? it is");

        page.button("Fresh conversation").click();

        assertThat(page.tab().locator(".turn")).hasCount(0);
        assertThat(page.tab().locator(".suggestions")).isVisible();
        assertThat(page.tab().getByLabel("Question")).isFocused();
        page.tab().reload();
        assertThat(page.heading(ServedPage.SAMPLE)).isVisible();
        assertThat(page.tab().locator(".turn")).hasCount(0);
    }

    @Test
    void whatIsAskedWhileItIsReadIsAnsweredFromWhatWasRead() {
        page.drop("long.txt", DemoText.withFact(20_000));
        assertThat(page.tab().locator(".reading h2")).containsText("%");

        Locator turn = page.ask(DemoText.QUESTION);

        assertThat(turn.locator(".answer")).isVisible();
        assertThat(page.tab().locator(".reading")).isVisible();
    }

    @Test
    void aStoppedAnswerStaysAsFarAsItCame() {
        page.readSample();
        page.tab().locator("#length").selectOption("2048");
        page.tab().getByLabel("Question").fill("anna walks");
        page.tab().getByLabel("Question").press("Enter");

        page.button("Stop").click();

        assertThat(page.tab().locator(".turn-note")).hasText("You stopped the answer here.");
        assertThat(page.button("Ask")).isVisible();
    }
}
