package io.hmt4j.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ErrorsPageTest {

    private static final String FILL_STORAGE = """
            () => {
                for (let filler = "x".repeat(1 << 20), i = 0; filler !== ""; i++) {
                    try {
                        sessionStorage.setItem("filler" + i, filler);
                    } catch {
                        filler = filler.slice(filler.length / 2 + 1);
                    }
                }
            }""";

    private static final String FULL =
            "{\"error\":{\"message\":\"Too many wait.\",\"type\":\"rate_limit_error\",\"param\":null,\"code\":\"queue_full\"}}";

    @RegisterExtension
    static final ServedPage PAGE = new ServedPage();

    @Test
    void whatIsNoTextIsRefused() {
        PAGE.drop("book.pdf", "%PDF-1.7 and so on");

        assertThat(notice()).containsText("“book.pdf” is not plain text");
        assertThat(PAGE.listed()).hasCount(0);
    }

    @Test
    void anEmptyFileIsRefused() {
        PAGE.drop("nothing.txt", "");

        assertThat(notice()).containsText("“nothing.txt” is empty");
    }

    @Test
    void aDamagedMemoryIsRefusedInTheServersWords() {
        PAGE.drop("old.hmtmemory", "this is no memory");

        assertThat(notice()).containsText("no exported memory");
        assertThat(PAGE.listed()).hasCount(0);
    }

    @Test
    void aNoticeGoesWhenItIsClosed() {
        PAGE.drop("nothing.txt", "");

        notice().getByText("Close").click();

        assertThat(notice()).hasCount(0);
    }

    @Test
    void aFullQueueCanBeTriedAgain() {
        PAGE.readSample();
        PAGE.tab()
                .route(
                        "**/v1/chat/completions",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setStatus(429)
                                .setHeaders(Map.of("Retry-After", "7", "Content-Type", "application/json"))
                                .setBody(FULL)));
        Locator turn = PAGE.ask("what now");
        assertThat(turn.locator(".turn-failure")).containsText("Too many wait. Try again in 7 s.");

        PAGE.tab().unroute("**/v1/chat/completions");
        turn.getByText("Try again", new Locator.GetByTextOptions().setExact(true))
                .click();

        assertThat(PAGE.tab().locator(".turn .answer")).isVisible();
        assertThat(PAGE.tab().locator(".turn-failure")).hasCount(0);
    }

    @Test
    void aServerThatIsGoneIsSaidAndFoundAgain() {
        PAGE.readSample();

        PAGE.restart(() -> {
            Locator turn = PAGE.ask("what now");
            assertThat(turn.locator(".turn-failure")).containsText("cannot be reached");
        });

        PAGE.button("Try again").click();
        assertThat(PAGE.tab().locator(".turn .answer")).isVisible();
    }

    @Test
    void aMemoryThatIsNotThereAnyMoreIsSaid() {
        PAGE.tab().navigate("about:blank");
        PAGE.tab().navigate(PAGE.server().address() + "#mem_gone");

        assertThat(notice()).containsText("not there any more");
        assertThat(PAGE.heading("Read a document, then talk to it")).isVisible();
    }

    @Test
    void aConversationThatIsTooLongForTheTabIsSaid() {
        PAGE.readSample();
        PAGE.tab().evaluate(FILL_STORAGE);

        assertThat(PAGE.ask("what now").locator(".answer")).isVisible();
        assertThat(notice()).containsText("too long to be kept");
    }

    private Locator notice() {
        return PAGE.tab().locator(".notice");
    }
}
