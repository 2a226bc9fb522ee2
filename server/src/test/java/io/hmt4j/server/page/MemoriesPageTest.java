package io.hmt4j.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class MemoriesPageTest {

    @RegisterExtension
    final ServedPage page = new ServedPage();

    @Test
    void anEmptyStoreSaysWhatToDo() {
        assertThat(page.heading("Read a document, then talk to it")).isVisible();
        assertThat(page.tab().getByText("Drop a text here").filter(visible())).hasCount(1);
        assertThat(page.tab().locator("#model")).hasText("Model demo");
    }

    @Test
    void aRenamedMemoryHasItsNewNameEverywhere() {
        readOne();

        page.button("Rename").click();
        page.answerDialog("Foxes");

        assertThat(page.heading("Foxes")).isVisible();
        assertThat(page.listed()).hasText("Foxes");
        page.tab().reload();
        assertThat(page.heading("Foxes")).isVisible();
    }

    @Test
    void aCopyIsOpenedAndGoesItsOwnWay() {
        readOne();

        page.button("Copy").click();
        page.answerDialog("Branch");

        assertThat(page.heading("Branch")).isVisible();
        assertThat(page.listed()).hasText(new String[] {"Branch", "fox"});
        assertThat(page.ask(DemoText.QUESTION).locator(".answer")).containsText("7 3");
        page.tab().goBack();
        assertThat(page.heading("fox")).isVisible();
        assertThat(page.tab().locator(".turn")).hasCount(0);
    }

    @Test
    void deletingAsksFirst() {
        readOne();

        page.button("Delete").click();
        page.dialog().getByText("Cancel").click();
        assertThat(page.heading("fox")).isVisible();
        page.button("Delete").click();
        confirm("Delete");

        assertThat(page.heading("Read a document, then talk to it")).isVisible();
        assertThat(page.listed()).hasCount(0);
        assertThat(page.tab().locator(".notice")).hasCount(0);
    }

    @Test
    void whatIsReadCanBeDeleted() {
        page.drop("long.txt", DemoText.ofSegments(20_000));
        assertThat(page.tab().locator(".reading h2")).containsText("%");

        page.button("Delete").click();
        confirm("Delete");

        assertThat(page.listed()).hasCount(0);
    }

    @Test
    void anExportedMemoryCanBeTakenInAgain(@TempDir Path folder) {
        readOne();
        Download exported =
                page.tab().waitForDownload(() -> page.button("Export").click());
        assertThat(exported.suggestedFilename()).isEqualTo("fox.hmtmemory");
        Path file = folder.resolve("old friend.hmtmemory");
        exported.saveAs(file);

        page.tab()
                .waitForFileChooser(() -> page.button("Import a memory").click())
                .setFiles(file);

        assertThat(page.heading("old friend")).isVisible();
        assertThat(page.ask(DemoText.QUESTION).locator(".answer")).containsText("7 3");
    }

    @Test
    void theAddressNamesTheMemory() {
        readOne();
        String address = page.tab().url();

        page.tab().goBack();
        assertThat(page.heading("Choose a memory, or read another document")).isVisible();
        page.listed().click();

        assertThat(page.heading("fox")).isVisible();
        assertThat(page.tab()).hasURL(address);
    }

    private void readOne() {
        page.drop("fox.txt", DemoText.withFact(20));
        page.awaitRead("fox");
    }

    private void confirm(String action) {
        page.dialog()
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(action))
                .click();
    }

    private static Locator.FilterOptions visible() {
        return new Locator.FilterOptions().setVisible(true);
    }
}
