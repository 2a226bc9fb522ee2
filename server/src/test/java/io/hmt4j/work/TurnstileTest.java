package io.hmt4j.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** One computes at a time, everybody gets their share, nobody who leaves holds up the others. */
class TurnstileTest {

    private static final long SECOND = 1_000_000_000;

    /** Moves only when a slice is computed. */
    private final AtomicLong clock = new AtomicLong();

    private final Turnstile turnstile = new Turnstile(8, clock::get);
    private final List<String> slices = Collections.synchronizedList(new ArrayList<>());

    @Test
    void thereAreSoManyPlacesAndAClosedTurnGivesItsOwnBackOnce() {
        Turnstile two = new Turnstile(2);
        Turn first = two.enter(Share.QUESTION).orElseThrow();
        assertThat(two.enter(Share.READING)).isPresent();
        assertThat(two.enter(Share.QUESTION)).isEmpty();
        first.close();
        first.close();
        assertThat(two.inside()).isEqualTo(1);
        assertThat(two.enter(Share.QUESTION)).isPresent();
        assertThat(two.enter(Share.QUESTION)).isEmpty();
        assertThat(two.places()).isEqualTo(2);
    }

    @Test
    void aTurnstileWithoutPlacesIsRefused() {
        assertThatThrownBy(() -> new Turnstile(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("places: 0");
    }

    @Test
    void whoseWorkIsAloneGoesOnWithoutWaiting() {
        try (Turn turn = enter(Share.READING)) {
            assertThat(turn.begin(TurnstileTest::unasked)).isTrue();
            assertThat(turn.begin(TurnstileTest::unasked)).isTrue();
            clock.addAndGet(SECOND);
            assertThat(turn.pass(TurnstileTest::unasked)).isTrue();
            turn.end();
            assertThat(turn.pass(TurnstileTest::unasked)).isTrue();
        }
    }

    @Test
    void onlyOneComputesAtATime() {
        AtomicInteger computing = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            workers.add(Worker.start(enter(i % 2 == 0 ? Share.QUESTION : Share.READING), (turn, cancelled) -> {
                boolean mine = turn.begin(cancelled);
                for (int slice = 0; slice < 500 && mine; slice++) {
                    most.accumulateAndGet(computing.incrementAndGet(), Math::max);
                    clock.addAndGet(1 + slice % 7);
                    computing.decrementAndGet();
                    mine = slice % 3 == 0 ? turn.aside(() -> {}, cancelled) : turn.pass(cancelled);
                }
                return mine;
            }));
        }
        assertThat(workers).allMatch(Worker::result);
        assertThat(most).hasValue(1);
        assertThat(turnstile.inside()).isZero();
    }

    @Test
    void aQuestionGetsFourTimesWhatAReadingGets() {
        try (Turn gate = enter(Share.QUESTION)) {
            gate.begin(TurnstileTest::never);
            Worker reading = Worker.startAndWait(enter(Share.READING), slices("r", 20, SECOND));
            Worker question = Worker.startAndWait(enter(Share.QUESTION), slices("q", 20, SECOND));
            gate.end();
            assertThat(question.result()).isTrue();
            assertThat(reading.result()).isTrue();
        }
        String order = String.join("", slices);
        assertThat(order.substring(0, order.lastIndexOf('q') + 1)).matches("(r?q{1,4}){4,6}");
        assertThat(order.substring(0, 25).chars().filter(c -> c == 'r').count()).isBetween(4L, 5L);
    }

    @Test
    void aShortQuestionWaitsForOneSliceOfALongReading() {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch questionWaits = new CountDownLatch(1);
        Worker reading = Worker.start(enter(Share.READING), (turn, cancelled) -> {
            turn.begin(cancelled);
            compute("r", 100 * SECOND);
            turn.pass(cancelled);
            began.countDown();
            Worker.await(questionWaits);
            return slices("r", 10, SECOND).with(turn, cancelled);
        });
        Worker.await(began);
        Worker question = Worker.startAndWait(enter(Share.QUESTION), slices("q", 4, SECOND));
        questionWaits.countDown();
        assertThat(question.result()).isTrue();
        assertThat(reading.result()).isTrue();
        assertThat(String.join("", slices)).startsWith("rrqqqqr");
    }

    @Test
    void timeInWhichNothingWasWantedIsNoClaim() {
        Turn late = enter(Share.READING);
        late.begin(TurnstileTest::never);
        late.end();
        Turn early = enter(Share.READING);
        early.begin(TurnstileTest::never);
        clock.addAndGet(1000 * SECOND);
        early.end();
        early.begin(TurnstileTest::never);
        early.end();
        try (Turn gate = enter(Share.READING)) {
            gate.begin(TurnstileTest::never);
            Worker one = Worker.startAndWait(late, slices("l", 3, SECOND));
            Worker other = Worker.startAndWait(early, slices("e", 3, SECOND));
            gate.end();
            assertThat(one.result()).isTrue();
            assertThat(other.result()).isTrue();
        }
        assertThat(slices).containsExactly("l", "e", "l", "e", "l", "e");
    }

    /**
     * Each question ends while the next one waits already. Were newcomers to join at a clock that stands still, all hundred
     * would go before the reading.
     */
    @Test
    void aSteadyFlowOfShortQuestionsDoesNotStarveAReading() {
        try (Turn reading = enter(Share.READING)) {
            reading.begin(TurnstileTest::never);
            Worker.startAndWait(enter(Share.QUESTION), flowOfQuestions(100));
            clock.addAndGet(3 * SECOND);
            assertThat(reading.pass(TurnstileTest::never)).isTrue();
            slices.add("r");
        }
        // Three seconds put it 2.4 ahead of the clock, which a question of a second moves on by a ninth.
        assertThat(slices.indexOf("r")).isBetween(20, 24);
    }

    /** Who only says something in between has wanted its turn all the time. */
    @Test
    void whoBreaksOffWaitingAndWaitsOnIsDueAsMuchAsBefore() {
        try (Turn gate = enter(Share.QUESTION);
                Turn patient = enter(Share.QUESTION)) {
            gate.begin(TurnstileTest::never);
            assertThat(patient.begin(() -> true)).isFalse();
            assertThat(turnstile.working()).isEqualTo(1);
            clock.addAndGet(8 * SECOND);
            gate.pass(TurnstileTest::never); // what newcomers join at is 2 now
            Worker newcomer = Worker.startAndWait(enter(Share.QUESTION), slices("n", 1, SECOND));
            Worker goesOn = Worker.startAndWait(patient, slices("p", 1, SECOND));
            assertThat(turnstile.working()).isEqualTo(3);
            gate.end();
            assertThat(goesOn.result()).isTrue();
            assertThat(newcomer.result()).isTrue();
        }
        assertThat(slices).containsExactly("p", "n");
        assertThat(turnstile.working()).isZero();
    }

    @Test
    void whoIsCancelledWhileWaitingLeavesAndTheNextGoesOn() {
        try (Turn gate = enter(Share.QUESTION)) {
            gate.begin(TurnstileTest::never);
            Worker leaving = Worker.startAndWait(enter(Share.QUESTION), slices("l", 1, SECOND));
            Worker staying = Worker.startAndWait(enter(Share.QUESTION), slices("s", 1, SECOND));
            leaving.cancel();
            assertThat(leaving.result()).isFalse();
            gate.end();
            assertThat(staying.result()).isTrue();
        }
        assertThat(slices).containsExactly("s");
    }

    @Test
    void whoIsInterruptedWhileWaitingLeavesAndStaysInterrupted() {
        try (Turn gate = enter(Share.QUESTION)) {
            gate.begin(TurnstileTest::never);
            Worker leaving = Worker.startAndWait(
                    enter(Share.QUESTION),
                    (turn, cancelled) ->
                            !turn.begin(cancelled) && Thread.currentThread().isInterrupted());
            leaving.interrupt();
            assertThat(leaving.result()).isTrue();
            assertThat(turnstile.inside()).isEqualTo(1);
        }
    }

    @Test
    void whoFailsWhileWaitingHoldsUpNobody() {
        try (Turn gate = enter(Share.QUESTION);
                Turn failing = enter(Share.QUESTION)) {
            gate.begin(TurnstileTest::never);
            assertThatThrownBy(() -> failing.begin(() -> {
                        throw new IllegalStateException("the connection broke");
                    }))
                    .hasMessage("the connection broke");
            gate.end();
            Worker next = Worker.start(enter(Share.QUESTION), slices("n", 1, SECOND));
            assertThat(next.result()).isTrue();
        }
    }

    @Test
    void aMomentAsideKeepsTheTurn() {
        try (Turn turn = enter(Share.QUESTION)) {
            turn.begin(TurnstileTest::never);
            Worker waiting = Worker.startAndWait(enter(Share.QUESTION), slices("w", 1, SECOND));
            assertThat(turn.aside(() -> clock.addAndGet(SECOND / 1000), TurnstileTest::unasked))
                    .isTrue();
            slices.add("t");
            turn.end();
            assertThat(waiting.result()).isTrue();
        }
        assertThat(slices).containsExactly("t", "w");
    }

    @Test
    void whoIsAsideForLongHoldsUpNobodyAndIsNotChargedForIt() {
        try (Turn slow = enter(Share.QUESTION)) {
            slow.begin(TurnstileTest::never);
            Worker waiting = Worker.startAndWait(enter(Share.QUESTION), slices("w", 1, SECOND));
            boolean mine = slow.aside(
                    () -> {
                        clock.addAndGet(SECOND);
                        waiting.result();
                    },
                    TurnstileTest::never);
            assertThat(mine).isTrue();
            // It joins where newcomers join, at the quarter of a second that the other was charged; its own two would
            // be half a one.
            assertThat(slow.clock()).isEqualTo(0.25);
            slices.add("s");
        }
        assertThat(slices).containsExactly("w", "s");
    }

    @Test
    void whoFailsAsideHoldsUpNobody() {
        try (Turn failing = enter(Share.QUESTION)) {
            failing.begin(TurnstileTest::never);
            assertThatThrownBy(() -> failing.aside(
                            () -> {
                                throw new IllegalStateException("the connection broke");
                            },
                            TurnstileTest::never))
                    .hasMessage("the connection broke");
            assertThat(Worker.start(enter(Share.QUESTION), slices("n", 1, SECOND))
                            .result())
                    .isTrue();
        }
    }

    @Test
    void aPlaceThatWasGivenBackGivesNoTurn() {
        Turn turn = enter(Share.QUESTION);
        turn.begin(TurnstileTest::never);
        turn.close();
        assertThatThrownBy(() -> turn.begin(TurnstileTest::never))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("given back");
        assertThat(Worker.start(enter(Share.QUESTION), slices("n", 1, SECOND)).result())
                .isTrue();
    }

    private Turn enter(Share share) {
        return turnstile.enter(share).orElseThrow();
    }

    private Worker.Work slices(String name, int count, long nanos) {
        return (turn, cancelled) -> {
            boolean mine = turn.begin(cancelled);
            for (int i = 0; i < count && mine; i++) {
                compute(name, nanos);
                mine = turn.pass(cancelled);
            }
            return mine;
        };
    }

    private Worker.Work flowOfQuestions(int more) {
        return (turn, cancelled) -> {
            turn.begin(cancelled);
            compute("q", SECOND);
            if (more > 0 && !slices.contains("r")) {
                Worker.startAndWait(enter(Share.QUESTION), flowOfQuestions(more - 1));
            }
            return true;
        };
    }

    private void compute(String name, long nanos) {
        slices.add(name);
        clock.addAndGet(nanos);
    }

    private static boolean never() {
        return false;
    }

    private static boolean unasked() {
        throw new AssertionError("nobody waits");
    }
}
