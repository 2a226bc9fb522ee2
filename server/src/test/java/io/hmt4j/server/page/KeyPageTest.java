package io.hmt4j.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.hmt4j.server.ServerSettings;
import io.hmt4j.server.safety.ApiKeys;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KeyPageTest {

    private static final String KEY = "a-key-of-the-tests-0123456789";

    @RegisterExtension
    static final ServedPage PAGE =
            new ServedPage(ServerSettings.DEFAULT.withKeys(ApiKeys.of(List.of(KEY), "the test")));

    @Test
    void aKeyIsAskedForUntilItFitsAndKeptForTheTab() {
        assertThat(PAGE.dialog()).containsText("asks for an API key");
        PAGE.dialog().locator("input").fill("wrong");
        PAGE.dialog().locator("input").press("Enter");
        assertThat(PAGE.dialog()).containsText("was not accepted");
        PAGE.answerDialog(KEY);
        PAGE.readSample();

        PAGE.tab().reload();

        assertThat(PAGE.heading(ServedPage.SAMPLE)).isVisible();
        assertThat(PAGE.dialog()).hasCount(0);
    }
}
