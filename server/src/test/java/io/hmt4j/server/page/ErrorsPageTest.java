package io.hmt4j.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ErrorsPageTest {

    private static final String FULL =
            "{\"error\":{\"message\":\"Too many wait.\",\"type\":\"rate_limit_error\",\"param\":null,\"code\":\"queue_full\"}}";

    @RegisterExtension
    final ServedPage page = new ServedPage();

    @Test
    void whatIsNoTextIsRefused() {
        page.drop("book.pdf", "%PDF-1.7 and so on");

        assertThat(notice()).containsText("“book.pdf” is not plain text");
        assertThat(page.listed()).hasCount(0);
    }

    @Test
    void anEmptyFileIsRefused() {
        page.drop("nothing.txt", "");

        assertThat(notice()).containsText("“nothing.txt” is empty");
    }

    @Test
    void aDamagedMemoryIsRefusedInTheServersWords() {
        page.drop("old.hmtmemory", "this is no memory");

        assertThat(notice()).not().isEmpty();
        assertThat(page.listed()).hasCount(0);
    }

    @Test
    void aNoticeGoesWhenItIsClosed() {
        page.drop("nothing.txt", "");

        notice().getByText("Close").click();

        assertThat(notice()).hasCount(0);
    }

    @Test
    void aFullQueueCanBeTriedAgain() {
        page.readSample();
        page.tab()
                .route(
                        "**/v1/chat/completions",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setStatus(429)
                                .setHeaders(Map.of("Retry-After", "7", "Content-Type", "application/json"))
                                .setBody(FULL)));
        Locator turn = page.ask("what now");
        assertThat(turn.locator(".turn-failure")).containsText("Too many wait. Try again in 7 s.");

        page.tab().unroute("**/v1/chat/completions");
        turn.getByText("Try again", new Locator.GetByTextOptions().setExact(true))
                .click();

        assertThat(page.tab().locator(".turn .answer")).isVisible();
        assertThat(page.tab().locator(".turn-failure")).hasCount(0);
    }

    @Test
    void aServerThatIsGoneIsSaidAndFoundAgain() {
        page.readSample();

        page.restart(() -> {
            Locator turn = page.ask("what now");
            assertThat(turn.locator(".turn-failure")).containsText("cannot be reached");
        });

        page.button("Try again").click();
        assertThat(page.tab().locator(".turn .answer")).isVisible();
    }

    @Test
    void aMemoryThatIsNotThereAnyMoreIsSaid() {
        page.tab().navigate(page.server().address() + "#mem_gone");
        page.tab().reload();

        assertThat(notice()).containsText("not there any more");
        assertThat(page.heading("Read a document, then talk to it")).isVisible();
    }

    private Locator notice() {
        return page.tab().locator(".notice");
    }
}
