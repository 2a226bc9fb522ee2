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
    final ServedPage page = new ServedPage(ServerSettings.DEFAULT.withKeys(ApiKeys.of(List.of(KEY), "the test")));

    @Test
    void aKeyIsAskedForUntilItFitsAndKeptForTheTab() {
        assertThat(page.dialog()).containsText("asks for an API key");
        page.dialog().locator("input").fill("wrong");
        page.dialog().locator("input").press("Enter");
        assertThat(page.dialog()).containsText("was not accepted");
        page.answerDialog(KEY);
        page.readSample();

        page.tab().reload();

        assertThat(page.heading(ServedPage.SAMPLE)).isVisible();
        assertThat(page.dialog()).hasCount(0);
    }
}
