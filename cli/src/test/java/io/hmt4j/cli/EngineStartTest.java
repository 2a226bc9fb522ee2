package io.hmt4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EngineStartTest {

    @Test
    void theEngineIsLoadedEarlyForCommandsThatRunAModelOnly() {
        assertThat(EngineStart.isWanted("ask", "model", "-m", "memory", "Who?")).isTrue();
        assertThat(EngineStart.isWanted("read", "model", "text", "-o", "memory"))
                .isTrue();
        assertThat(EngineStart.isWanted("show", "memory")).isFalse();
        assertThat(EngineStart.isWanted("ask", "--help")).isFalse();
        assertThat(EngineStart.isWanted("ask", "model", "-h")).isFalse();
        assertThat(EngineStart.isWanted("--version")).isFalse();
        assertThat(EngineStart.isWanted("ask")).isFalse();
        assertThat(EngineStart.isWanted()).isFalse();
    }

    @Test
    void closingWaitsForTheLoadAndMayComeWithoutOne() {
        EngineStart.beside("ask", "model", "Who?").close();
        EngineStart.beside("--help").close();
    }
}
