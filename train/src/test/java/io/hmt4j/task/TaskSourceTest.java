package io.hmt4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import io.hmt4j.data.Document;
import io.hmt4j.data.Span;
import io.hmt4j.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskSourceTest {

    private final Tokenizer tokenizer =
            Tokenizer.load(Path.of("..", "core", "src", "test", "resources", "tokenizers", "babyllama105"));

    @AfterEach
    void closeTokenizer() {
        tokenizer.close();
    }

    @Test
    void everyGeneratedTaskFillsTheLengthAndMarksItsAnswer() {
        for (Task task : Tasks.all()) {
            if (task.generator().isPresent()) {
                Document document = source(task.name(), 1).next(6000);
                assertThat(document.tokens().length).as(task.name()).isBetween(3000, 6000);
                Span answer = document.answers().get(0);
                assertThat(answer.to()).as(task.name()).isEqualTo(document.tokens().length);
                assertThat(text(document, answer))
                        .as(task.name())
                        .endsWith("</s>")
                        .isNotEqualTo("</s>");
            }
        }
    }

    @Test
    void theEvidenceHoldsTheAnswerAndStandsWhereItWasAskedFor() {
        try (TaskSource early = new TaskSource(Tasks.named("passkey"), tokenizer, 1, Depth.at(0.1))) {
            for (int i = 0; i < 10; i++) {
                Document document = early.next(2000);
                String answer = text(document, document.answers().get(0))
                        .replace("</s>", "")
                        .strip();
                Span evidence = document.evidence().get(0).where().get(0);
                assertThat(text(document, evidence)).contains(answer);
                assertThat(evidence.to()).isLessThan(600);
            }
        }
    }

    @Test
    void goesOnWhereAPositionWasStored() {
        TaskSource first = source("passkey", 7);
        int[] one = first.next(1000).tokens();
        first.next(1500);
        int[] three = first.next(1000).tokens();
        assertThat(three).isNotEqualTo(one);

        TaskSource again = source("passkey", 7);
        TaskSource counted = source("passkey", 7);
        counted.next(1000);
        counted.next(1000);
        again.seek(counted.position());
        assertThat(again.next(1000).tokens()).isEqualTo(three);
        assertThat(source("passkey", 8).next(1000).tokens()).isNotEqualTo(one);
    }

    @Test
    void whatCannotBeMadeIsRefused() {
        assertThatThrownBy(() -> source("passkey", 1).next(40)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> source("longbench_qmsum", 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("longbench_qmsum");
        TaskSource source = source("passkey", 1);
        assertThatThrownBy(() -> source.seek(source.position().put("next_example", -1)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("next_example");
    }

    @Test
    void documentsOfALengthAreAllDifferent() {
        TaskSource source = source("ruler_vt", 3);
        assertThat(List.of(source.next(2000).tokens(), source.next(2000).tokens()))
                .doesNotHaveDuplicates();
    }

    private TaskSource source(String task, long seed) {
        return new TaskSource(Tasks.named(task), tokenizer, seed, Depth.UNIFORM);
    }

    private String text(Document document, Span span) {
        return tokenizer.decode(Arrays.copyOfRange(document.tokens(), span.from(), span.to()), false);
    }
}
