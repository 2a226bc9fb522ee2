package io.hmt4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BarChartTest {

    @Test
    void aBarIsAsHighAsItsValue() {
        assertThat(BarChart.draw(List.of(0f, 0.25f, 0.5f, 1f), 1, 10, false)).isEqualTo(" \u2582\u2584\u2588");
        assertThat(BarChart.draw(List.of(0f, 1f), 1, 10, true)).isEqualTo(" @");
    }

    @Test
    void theLargestOfNeighboursShowsWhereThereIsNoRoomForAll() {
        assertThat(BarChart.draw(List.of(0f, 1f, 0f, 0f, 0f, 0f), 1, 3, false)).isEqualTo("\u2588  ");
    }
}
