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
    static final ServedPage PAGE = new ServedPage();

    @Test
    void anEmptyStoreSaysWhatToDo() {
        assertThat(PAGE.heading("Read a document, then talk to it")).isVisible();
        assertThat(PAGE.tab().getByText("Drop a text here").filter(visible())).hasCount(1);
        assertThat(PAGE.tab().locator("#model")).hasText("Model demo");
    }

    @Test
    void aRenamedMemoryHasItsNewNameEverywhere() {
        readOne();

        PAGE.button("Rename").click();
        PAGE.answerDialog("Foxes");

        assertThat(PAGE.heading("Foxes")).isVisible();
        assertThat(PAGE.listed()).hasText("Foxes");
        PAGE.tab().reload();
        assertThat(PAGE.heading("Foxes")).isVisible();
    }

    @Test
    void aCopyIsOpenedAndGoesItsOwnWay() {
        readOne();

        PAGE.button("Copy").click();
        PAGE.answerDialog("Branch");

        assertThat(PAGE.heading("Branch")).isVisible();
        assertThat(PAGE.listed()).hasText(new String[] {"Branch", "fox"});
        assertThat(PAGE.ask(DemoText.QUESTION).locator(".answer")).containsText("7 3");
        PAGE.tab().goBack();
        assertThat(PAGE.heading("fox")).isVisible();
        assertThat(PAGE.tab().locator(".turn")).hasCount(0);
    }

    @Test
    void deletingAsksFirst() {
        readOne();

        PAGE.button("Delete").click();
        PAGE.dialog().getByText("Cancel").click();
        assertThat(PAGE.heading("fox")).isVisible();
        PAGE.button("Delete").click();
        confirm("Delete");

        assertThat(PAGE.heading("Read a document, then talk to it")).isVisible();
        assertThat(PAGE.listed()).hasCount(0);
        assertThat(PAGE.tab().locator(".notice")).hasCount(0);
    }

    @Test
    void whatIsReadCanBeDeleted() {
        PAGE.drop("long.txt", DemoText.ofSegments(20_000));
        assertThat(PAGE.tab().locator(".reading h2")).containsText("%");

        PAGE.button("Delete").click();
        confirm("Delete");

        assertThat(PAGE.listed()).hasCount(0);
    }

    @Test
    void anExportedMemoryCanBeTakenInAgain(@TempDir Path folder) {
        readOne();
        Download exported =
                PAGE.tab().waitForDownload(() -> PAGE.button("Export").click());
        assertThat(exported.suggestedFilename()).isEqualTo("fox.hmtmemory");
        Path file = folder.resolve("old friend.hmtmemory");
        exported.saveAs(file);

        PAGE.tab()
                .waitForFileChooser(() -> PAGE.button("Import a memory").click())
                .setFiles(file);

        assertThat(PAGE.heading("old friend")).isVisible();
        assertThat(PAGE.ask(DemoText.QUESTION).locator(".answer")).containsText("7 3");
    }

    @Test
    void theAddressNamesTheMemory() {
        readOne();
        String address = PAGE.tab().url();

        PAGE.tab().goBack();
        assertThat(PAGE.heading("Choose a memory, or read another document")).isVisible();
        PAGE.listed().click();

        assertThat(PAGE.heading("fox")).isVisible();
        assertThat(PAGE.tab()).hasURL(address);
    }

    private void readOne() {
        PAGE.drop("fox.txt", DemoText.withFact(20));
        PAGE.awaitRead("fox");
    }

    private void confirm(String action) {
        PAGE.dialog()
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(action))
                .click();
    }

    private static Locator.FilterOptions visible() {
        return new Locator.FilterOptions().setVisible(true);
    }
}
