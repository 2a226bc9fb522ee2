package io.hmt4j.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConversationPageTest {

    /** Keeps what an answer looks like each time it changes. */
    private static final String WATCH_ANSWERS = "() => { window.seen = []; new MutationObserver(() =>"
            + " seen.push(document.querySelector('.answer')?.textContent ?? ''))"
            + ".observe(document.querySelector('.turns'), {childList: true, subtree: true, characterData: true}); }";

    /** Presses Stop as soon as an answer has begun: a test of its own pace would come too late. */
    private static final String STOP_AT_FIRST_WORD = "() => new MutationObserver((_, observer) => {"
            + " if (document.querySelector('.answer')?.textContent) { observer.disconnect();"
            + " [...document.querySelectorAll('.composer button')].find((one) => one.textContent === 'Stop').click(); } })"
            + ".observe(document.querySelector('.turns'), {childList: true, subtree: true})";

    @RegisterExtension
    static final ServedPage PAGE = new ServedPage();

    @Test
    void theAnswerIsWhatTheTextSays() {
        PAGE.readSample();
        Locator suggestion = PAGE.tab().locator(".suggestions button").first();
        String question = suggestion.textContent();
        suggestion.click();
        assertThat(PAGE.tab().getByLabel("Question")).hasValue(question);

        Locator turn = PAGE.ask(question);
        turn.locator(".strip-mark[tabindex='0']").press("Enter");

        String subject = question.replaceAll("now what is the code of the (.*) \\? it is", "$1");
        String answer = turn.locator(".answer").textContent();
        assertThat(turn.locator(".passage-text")).containsText("the code of the " + subject + " is " + answer + " .");
    }

    @Test
    void theAnswerStreams() {
        PAGE.drop("fox.txt", DemoText.withFact(30));
        PAGE.awaitRead("fox");
        PAGE.tab().evaluate(WATCH_ANSWERS);

        Locator turn = PAGE.ask(DemoText.QUESTION);

        List<?> seen = (List<?>) PAGE.tab().evaluate("() => [...new Set(window.seen)]");
        assertThat(seen).hasSizeGreaterThan(10);
        assertThat(turn.locator(".answer")).hasText(Pattern.compile("7 3 .*"));
        assertThat(turn.locator(".turn-note")).containsText("cut off");
    }

    @Test
    void theStripLightsTheSegmentOfTheFactAndAClickShowsIt() {
        PAGE.drop("fox.txt", DemoText.withFact(30));
        PAGE.awaitRead("fox");

        Locator turn = PAGE.ask(DemoText.QUESTION);

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
        PAGE.readSample();
        Locator turn = PAGE.ask("now what is the code of the red fox ? it is");
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
    void aKeyboardIsEnough() {
        Locator sample = PAGE.button("Try it with a sample");
        assertThat(sample).isVisible();
        press("Tab", 1);
        assertThat(PAGE.tab().getByText("Skip to the conversation")).isFocused();
        press("Tab", 3);
        assertThat(sample).isFocused();
        press("Enter", 1);
        PAGE.awaitRead(ServedPage.SAMPLE);

        assertThat(PAGE.tab().getByLabel("Question")).isFocused();
        PAGE.tab().keyboard().type(DemoText.QUESTION);
        press("Enter", 1);
        assertThat(PAGE.tab().locator(".strip")).isVisible();
        press("Shift+Tab", 1);
        press("Enter", 1);

        assertThat(PAGE.tab().locator(".strip-mark[tabindex='0']")).isFocused();
        assertThat(PAGE.tab().locator(".passage-text")).not().hasText("…");
    }

    @Test
    void theConversationOutlastsAReload() {
        PAGE.readSample();
        PAGE.ask("now what is the code of the red fox ? it is");
        String answer = PAGE.tab().locator(".answer").textContent();

        PAGE.tab().reload();

        assertThat(PAGE.tab().locator(".question")).containsText("red fox");
        assertThat(PAGE.tab().locator(".answer")).hasText(answer);
        assertThat(PAGE.tab().locator(".strip")).isVisible();
    }

    @Test
    void aFreshConversationBeginsAnew() {
        PAGE.readSample();
        PAGE.ask("now what is the code of the red fox ? it is");

        PAGE.button("Fresh conversation").click();

        assertThat(PAGE.tab().locator(".turn")).hasCount(0);
        assertThat(PAGE.tab().locator(".suggestions")).isVisible();
        assertThat(PAGE.tab().getByLabel("Question")).isFocused();
        PAGE.tab().reload();
        assertThat(PAGE.heading(ServedPage.SAMPLE)).isVisible();
        assertThat(PAGE.tab().locator(".turn")).hasCount(0);
    }

    @Test
    void whatIsAskedWhileItIsReadIsAnsweredFromWhatWasRead() {
        PAGE.drop("long.txt", DemoText.withFact(20_000));
        assertThat(PAGE.tab().locator(".reading h2")).containsText("%");

        Locator turn = PAGE.ask(DemoText.QUESTION);

        assertThat(turn.locator(".answer")).isVisible();
        assertThat(PAGE.tab().locator(".reading")).isVisible();
    }

    @Test
    void aStoppedAnswerStaysAsFarAsItCame() {
        PAGE.drop("fox.txt", DemoText.withFact(30));
        PAGE.awaitRead("fox");
        PAGE.tab().locator("#length").selectOption("2048");
        PAGE.tab().evaluate(STOP_AT_FIRST_WORD);
        PAGE.tab().getByLabel("Question").fill("anna walks");
        PAGE.tab().getByLabel("Question").press("Enter");

        assertThat(PAGE.tab().locator(".turn-note")).hasText("You stopped the answer here.");
        assertThat(PAGE.tab().locator(".strip")).isVisible();
        assertThat(PAGE.button("Ask")).isVisible();
    }

    private static void press(String key, int times) {
        for (int time = 0; time < times; time++) {
            PAGE.tab().keyboard().press(key);
        }
    }
}
