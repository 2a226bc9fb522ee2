package io.hmt4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many documents through few rows: each memory is that of its document read alone. */
class ReadingQueueTest {

    private static final float ROUNDING = 1e-5f;
    private static final int SEGMENT = TinyModels.CONFIG.segmentTokens();

    @ParameterizedTest
    @MethodSource("io.hmt4j.memory.ReadingTest#configs")
    void documentsOfAllLengthsLeaveTheMemoriesOfReadingEachAlone(HmtConfig config) {
        Random random = new Random(1);
        try (HmtModel model = TinyModels.create(config)) {
            ReadingQueue queue = new ReadingQueue(model, 3);
            List<Document> documents = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                int length = i == 4 ? 0 : random.nextInt(9 * config.segmentTokens() + 2);
                documents.add(new Document(model, TinyModels.tokens(random, length), 7 + 5 * i));
            }
            documents.forEach(queue::add);
            assertThat(queue.run(ReadListener.SILENT)).isTrue();
            assertThat(queue.isEmpty()).isTrue();
            for (Document document : documents) {
                assertThat(document.outcome).isEqualTo("complete");
                assertReadAlone(model, document);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void noMoreDocumentsAreOpenAtATimeThanThereAreRows(int rows) {
        int[] open = {0};
        int[] most = {0};
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG)) {
            ReadingQueue queue = new ReadingQueue(model, rows);
            List<Document> documents = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                documents.add(new Document(model, new int[(1 + i) * SEGMENT], SEGMENT) {
                    @Override
                    public DocumentMemory open() {
                        most[0] = Math.max(most[0], ++open[0]);
                        return super.open();
                    }

                    @Override
                    public void left(boolean complete) {
                        open[0]--;
                        super.left(complete);
                    }
                });
            }
            documents.forEach(queue::add);
            queue.run(ReadListener.SILENT);
            assertThat(most[0]).isEqualTo(rows);
            documents.forEach(Document::close);
        }
    }

    @Test
    void aDocumentWhoseTokensHaveNotArrivedHoldsNobodyUp() {
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG)) {
            ReadingQueue queue = new ReadingQueue(model, 2);
            Document late = new Document(model, TinyModels.tokens(new Random(2), 5 * SEGMENT), SEGMENT);
            late.arrived = SEGMENT / 2;
            Document here = new Document(model, TinyModels.tokens(new Random(3), 40 * SEGMENT), 40 * SEGMENT);
            queue.add(late);
            queue.add(here);
            assertThat(queue.run(ReadListener.SILENT)).isFalse();
            assertThat(here.outcome).isEqualTo("complete");
            assertThat(here.memory.segments()).isEqualTo(40);
            assertThat(late.outcome).isEmpty();
            assertThat(late.memory.segments()).isZero();
            assertThat(queue.open()).isEqualTo(1);
            assertThat(queue.step(ReadListener.SILENT)).isFalse();
            late.arrived = Integer.MAX_VALUE;
            assertThat(queue.run(ReadListener.SILENT)).isTrue();
            assertReadAlone(model, late);
            assertReadAlone(model, here);
        }
    }

    @Test
    void aDocumentThatJoinsWhileOthersAreReadIsReadBesideThem() {
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG)) {
            ReadingQueue queue = new ReadingQueue(model, 2);
            Document joining = new Document(model, TinyModels.tokens(new Random(4), 3 * SEGMENT), SEGMENT);
            Document first = new Document(model, TinyModels.tokens(new Random(5), 2000 * SEGMENT), SEGMENT) {
                @Override
                public void segmentRead() {
                    if (memory.segments() == 5) {
                        queue.add(joining);
                    }
                    assertThat(memory.segments() < 1500 || !joining.outcome.isEmpty())
                            .isTrue();
                }
            };
            queue.add(first);
            assertThat(queue.run(ReadListener.SILENT)).isTrue();
            assertReadAlone(model, first);
            assertReadAlone(model, joining);
        }
    }

    @Test
    void aDocumentThatBreaksOffLeavesWhatCameBeforeAndTheOthersReadOn() {
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG)) {
            ReadingQueue queue = new ReadingQueue(model, 2);
            Document broken = new Document(model, TinyModels.tokens(new Random(6), 20 * SEGMENT), SEGMENT + 1) {
                @Override
                public Optional<int[]> next() {
                    if (given > 8 * SEGMENT) {
                        throw new InputException("the disk is gone");
                    }
                    return super.next();
                }
            };
            Document unopened = new Document(model, new int[0], 1) {
                @Override
                public DocumentMemory open() {
                    throw new InputException("no such file");
                }
            };
            Document wrongIds = new Document(model, new int[] {1, TinyModels.VOCABULARY}, 2);
            Document sound = new Document(model, TinyModels.tokens(new Random(7), 15 * SEGMENT + 2), 5);
            List.of(broken, unopened, wrongIds, sound).forEach(queue::add);
            assertThat(queue.run(ReadListener.SILENT)).isTrue();
            assertThat(broken.outcome).isEqualTo("the disk is gone");
            assertThat(broken.memory.tokens()).isEqualTo(broken.given);
            assertThat(broken.memory.pendingTokens()).isLessThan(SEGMENT);
            assertThat(unopened.outcome).isEqualTo("no such file");
            assertThat(wrongIds.outcome).contains("token 1 has the id 97");
            assertThat(sound.outcome).isEqualTo("complete");
            assertReadAlone(model, sound);
            broken.close();
            wrongIds.close();
        }
    }

    @Test
    void aStoppedQueueGivesItsDocumentsBackAndNothingIsLost() {
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG)) {
            ReadingQueue queue = new ReadingQueue(model, 2);
            Document one = new Document(model, TinyModels.tokens(new Random(8), 30 * SEGMENT), SEGMENT);
            Document other = new Document(model, TinyModels.tokens(new Random(9), 30 * SEGMENT), SEGMENT);
            Document waiting = new Document(model, new int[SEGMENT], SEGMENT);
            List.of(one, other, waiting).forEach(queue::add);
            assertThat(queue.run(cancelledAfter(11))).isFalse();
            queue.stop();
            assertThat(queue.isEmpty()).isTrue();
            assertThat(one.outcome).isEqualTo("stopped");
            assertThat(other.outcome).isEqualTo("stopped");
            assertThat(waiting.outcome).isEmpty();
            for (Document document : List.of(one, other)) {
                assertThat(document.memory.segments()).isBetween(5L, 29L);
                model.read(document.memory, document.rest());
                assertReadAlone(model, document);
            }
        }
    }

    @Test
    void aDocumentThatIsStoppedLeavesAtOnceAndTheOthersReadOn() {
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG)) {
            ReadingQueue queue = new ReadingQueue(model, 2);
            Document stopped = new Document(model, TinyModels.tokens(new Random(10), 30 * SEGMENT), 30 * SEGMENT) {
                @Override
                public boolean stopped() {
                    return memory.segments() == 3;
                }
            };
            Document other = new Document(model, TinyModels.tokens(new Random(11), 30 * SEGMENT), 30 * SEGMENT);
            Document unopened = new Document(model, new int[SEGMENT], SEGMENT) {
                @Override
                public boolean stopped() {
                    return true;
                }
            };
            List.of(stopped, other, unopened).forEach(queue::add);
            assertThat(queue.run(ReadListener.SILENT)).isTrue();

            assertThat(stopped.outcome).isEqualTo("stopped");
            assertThat(stopped.memory.segments()).isEqualTo(3);
            assertThat(unopened.outcome).isEqualTo("stopped");
            assertThat(unopened.given).isZero();
            assertThat(other.outcome).isEqualTo("complete");
            assertReadAlone(model, other);
            model.read(stopped.memory, stopped.rest());
            assertReadAlone(model, stopped);
        }
    }

    @Test
    void aDocumentThatHasLeftMayJoinAgain() {
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG)) {
            ReadingQueue queue = new ReadingQueue(model, 1, SEGMENT);
            List<Document> documents = new ArrayList<>();
            List<Document> order = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                documents.add(new Document(model, TinyModels.tokens(new Random(i), 6 * SEGMENT + i), SEGMENT) {
                    private int before;

                    @Override
                    public DocumentMemory open() {
                        before = given;
                        order.add(this);
                        return super.open();
                    }

                    @Override
                    public Optional<int[]> next() {
                        return given > before ? Optional.empty() : super.next(); // one round at a time
                    }

                    @Override
                    public void left(boolean complete) {
                        super.left(complete);
                        if (given < tokens.length) {
                            queue.add(this);
                        }
                    }
                });
            }
            documents.forEach(queue::add);
            assertThat(queue.run(ReadListener.SILENT)).isTrue();
            assertThat(order).hasSize(6 + 7 + 7);
            assertThat(order.subList(0, 6))
                    .isEqualTo(List.of(
                            documents.get(0),
                            documents.get(1),
                            documents.get(2),
                            documents.get(0),
                            documents.get(1),
                            documents.get(2)));
            documents.forEach(document -> assertReadAlone(model, document));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void aShortRoundKeepsFewTokensPending(int segments) {
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG)) {
            ReadingQueue queue = new ReadingQueue(model, 2, segments * SEGMENT);
            int[] most = {0};
            Document document = new Document(model, TinyModels.tokens(new Random(12), 50 * SEGMENT), SEGMENT - 1) {
                @Override
                public Optional<int[]> next() {
                    Optional<int[]> next = super.next();
                    most[0] = Math.max(
                            most[0],
                            memory.pendingTokens() + next.map(ids -> ids.length).orElse(0));
                    return next;
                }
            };
            queue.add(document);
            assertThat(queue.run(ReadListener.SILENT)).isTrue();
            assertThat(most[0])
                    .isLessThan((segments + 1) * SEGMENT)
                    .isGreaterThanOrEqualTo(Math.min(segments, 49) * SEGMENT);
            assertReadAlone(model, document);
        }
    }

    @Test
    void aDocumentThatCannotBeComputedFailsAlone() {
        HmtConfig narrow = new HmtConfig(
                Mode.HMT, SEGMENT, 3, 4, 8, 0.5, 1, RecallQuery.SEGMENT, ReadingSpeed.CONSTANT); // recalls in width 8
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG);
                HmtModel other = TinyModels.create(narrow);
                DocumentMemory foreign = other.newMemory()) {
            other.read(foreign, new int[3 * SEGMENT]);
            ReadingQueue queue = new ReadingQueue(model, 3);
            Document broken = new Document(model, TinyModels.tokens(new Random(13), 5 * SEGMENT), SEGMENT);
            broken.memory.close();
            broken.memory = new DocumentMemory(
                    model.identity().fingerprint(), foreign.bank().share(), new int[0], 3, 3L * SEGMENT);
            Document one = new Document(model, TinyModels.tokens(new Random(14), 7 * SEGMENT), SEGMENT);
            Document two = new Document(model, TinyModels.tokens(new Random(15), 4 * SEGMENT), SEGMENT);
            List.of(one, broken, two).forEach(queue::add);
            assertThat(queue.run(ReadListener.SILENT)).isTrue();

            assertThat(broken.outcome).isNotIn("", "complete", "stopped");
            assertThat(broken.memory.segments()).isEqualTo(3);
            assertThat(List.of(one.outcome, two.outcome)).containsOnly("complete");
            assertReadAlone(model, one);
            assertReadAlone(model, two);
            broken.close();
        }
    }

    @Test
    void aFeedThatFailsWhenItIsToldFailsAlone() {
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG)) {
            ReadingQueue queue = new ReadingQueue(model, 2);
            Document broken = new Document(model, TinyModels.tokens(new Random(16), 5 * SEGMENT), SEGMENT) {
                @Override
                public void segmentRead() {
                    throw new InputException("nobody listens");
                }
            };
            Document sound = new Document(model, TinyModels.tokens(new Random(17), 5 * SEGMENT), SEGMENT);
            List.of(broken, sound).forEach(queue::add);
            assertThat(queue.run(ReadListener.SILENT)).isTrue();
            assertThat(broken.outcome).isEqualTo("nobody listens");
            assertThat(sound.outcome).isEqualTo("complete");
            assertReadAlone(model, sound);
            broken.close();
        }
    }

    @Test
    void theListenerIsAskedBetweenQueriesAndSegments() {
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG)) {
            ReadingQueue queue = new ReadingQueue(model, 1);
            Document document = new Document(model, TinyModels.tokens(new Random(18), 6 * SEGMENT), 6 * SEGMENT);
            queue.add(document);
            List<Long> asked = new ArrayList<>();
            queue.run(new ReadListener() {
                @Override
                public boolean cancelled() {
                    asked.add(document.memory.segments());
                    return false;
                }
            });
            assertThat(asked).startsWith(0L, 0L, 0L, 1L, 2L).contains(3L, 4L, 5L, 6L);
            document.close();
        }
    }

    @Test
    void noRowsAreRefused() {
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG)) {
            assertThatThrownBy(() -> new ReadingQueue(model, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("rows is 0");
        }
    }

    private static void assertReadAlone(HmtModel model, Document document) {
        try (DocumentMemory alone = model.newMemory()) {
            model.read(alone, document.tokens);
            MemoryAssert.assertClose(document.memory, alone, ROUNDING);
        }
        document.close();
    }

    private static ReadListener cancelledAfter(int segments) {
        return new ReadListener() {
            private int read;

            @Override
            public void segmentRead(DocumentMemory memory) {
                read++;
            }

            @Override
            public boolean cancelled() {
                return read >= segments;
            }
        };
    }

    /** Tokens that come in pieces, as far as they have arrived. */
    private static class Document implements DocumentFeed {

        final int[] tokens;
        final int piece;
        DocumentMemory memory;
        int arrived = Integer.MAX_VALUE;
        int given;
        String outcome = "";

        Document(HmtModel model, int[] tokens, int piece) {
            this.tokens = tokens;
            this.piece = piece;
            this.memory = model.newMemory();
        }

        @Override
        public DocumentMemory open() {
            return memory;
        }

        @Override
        public Optional<int[]> next() {
            if (given == tokens.length) {
                return Optional.empty();
            }
            int from = given;
            given = Math.max(given, Math.min(Math.min(tokens.length, given + piece), arrived));
            return Optional.of(Arrays.copyOfRange(tokens, from, given));
        }

        @Override
        public void left(boolean complete) {
            outcome = complete ? "complete" : "stopped";
        }

        @Override
        public void failed(Exception fault) {
            outcome = String.valueOf(fault.getMessage());
        }

        int[] rest() {
            return Arrays.copyOfRange(tokens, given, tokens.length);
        }

        void close() {
            memory.close();
        }
    }
}
