package io.hmt4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class LinePlotTest {

    @Test
    void everyPointIsMarkedAndSaysItsValue() {
        Svg svg = Svg.of(plot(series("HMT", new Point(0, 12, 11, 13), new Point(8, 9.5, 9, 10))));
        assertThat(svg.drawn("mark"))
                .extracting(Element::getTextContent)
                .containsExactly("HMT, 0: 12 [11, 13]", "HMT, 8: 9.5 [9, 10]");
        assertThat(svg.drawn("band")).hasSize(1);
        assertThat(svg.labels()).contains("context (segments)", "perplexity", "0", "8");
    }

    @Test
    void aValueThatIsNoNumberIsAGap() {
        Svg svg = Svg.of(plot(series(
                "HMT", at(0, 5), at(1, 4), at(2, Double.NaN), at(4, Double.POSITIVE_INFINITY), at(8, 3), at(16, 2))));
        assertThat(svg.drawn("line")).hasSize(2);
        assertThat(svg.drawn("mark")).hasSize(4);
        svg.hasFiniteCoordinatesOnly();
    }

    @Test
    void aPointWithoutAPlaceIsRefused() {
        assertThatThrownBy(() -> at(Double.NaN, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x = NaN");
    }

    @Test
    void whatALogarithmDoesNotHoldIsAGap() {
        Svg svg = Svg.of(new LinePlot(
                "t", "", Axis.log10("x"), Axis.log10("y"), List.of(series("a", at(0, 1), at(10, 0), at(100, 5)))));
        assertThat(svg.drawn("mark")).hasSize(1);
        svg.hasFiniteCoordinatesOnly();
    }

    @Test
    void onePointHasItsIntervalAsWell() {
        Svg svg = Svg.of(plot(series("HMT", new Point(4, 9, 8, 10))));
        assertThat(svg.drawn("mark")).hasSize(1);
        assertThat(svg.drawn("whisker")).hasSize(1);
        svg.hasFiniteCoordinatesOnly();
    }

    @Test
    void aShareStaysBetweenNoneAndAll() {
        for (double share : new double[] {0, 1}) {
            LinePlot plot = new LinePlot(
                    "t",
                    "",
                    Axis.linear("x"),
                    Axis.share("accuracy"),
                    List.of(series("a", at(1, share), at(2, share))));
            assertThat(Svg.of(plot).labels()).contains("0 %", "100 %").doesNotContain("-20 %", "120 %");
        }
    }

    @Test
    void withoutValuesThePlotSaysSo() {
        for (LinePlot empty : List.of(plot(), plot(series("HMT")), plot(series("HMT", at(1, Double.NaN))))) {
            Svg svg = Svg.of(empty);
            assertThat(svg.labels()).contains("no values");
            svg.hasFiniteCoordinatesOnly();
        }
    }

    @Test
    void linesThatFallTogetherDifferInDashAndShape() {
        Series[] equal = IntStream.range(0, 8)
                .mapToObj(i -> series("method " + i, at(1, 5), at(2, 5)))
                .toArray(Series[]::new);
        Svg svg = Svg.of(plot(equal));
        assertThat(svg.drawn("mark"))
                .hasSize(16)
                .extracting(mark -> mark.getAttribute("d"))
                .satisfies(shapes -> assertThat(shapes.stream().distinct()).hasSize(8));
        assertThat(svg.drawn("line"))
                .extracting(line -> ((Element) line.getParentNode()).getAttribute("class"))
                .containsExactly("s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7");
    }

    @Test
    void linesBehindTheEighthHaveItsColoursAndOtherDashes() {
        Series[] lines = IntStream.range(0, 24)
                .mapToObj(i -> series("line " + i, at(0, i), at(8, i)))
                .toArray(Series[]::new);
        Svg svg = Svg.of(plot(lines));
        assertThat(svg.drawn("line"))
                .hasSize(24)
                .extracting(line -> ((Element) line.getParentNode()).getAttribute("class"))
                .doesNotHaveDuplicates()
                .contains("s0", "s7", "s0 r1", "s7 r1", "s0 r2", "s7 r2");
    }

    @Test
    void moreLinesThanCanBeToldApartAreRefused() {
        Series[] many = Collections.nCopies(25, series("a")).toArray(Series[]::new);
        assertThatThrownBy(() -> plot(many))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 24");
    }

    @Test
    void aLongTraceIsALineWithoutMarks() {
        Point[] points = IntStream.range(0, 500).mapToObj(i -> at(i, i % 7)).toArray(Point[]::new);
        Svg svg = Svg.of(plot(series("loss", points)));
        assertThat(svg.drawn("line")).hasSize(1);
        assertThat(svg.drawn("mark")).isEmpty();
    }

    @Test
    void itsNumbersStandInATable() {
        Table numbers = plot(series("HMT", new Point(0, 12, 11, 13), at(8, 9.5)), series("RMT", at(8, 10.25)))
                .numbers();
        assertThat(numbers.columns()).extracting(Column::title).containsExactly("context (segments)", "HMT", "RMT");
        assertThat(numbers.columns()).extracting(Column::decimals).containsExactly(0, 2, 2);
        assertThat(numbers.rows())
                .containsExactly(
                        List.of(Cell.number(0), Cell.interval(12, 11, 13), Cell.none()),
                        List.of(Cell.number(8), Cell.number(9.5), Cell.number(10.25)));
    }

    private static LinePlot plot(Series... series) {
        return new LinePlot(
                "title",
                "what to see",
                Axis.doubling("context (segments)"),
                Axis.linear("perplexity"),
                List.of(series));
    }

    private static Series series(String name, Point... points) {
        return new Series(name, List.of(points));
    }

    private static Point at(double x, double y) {
        return Point.of(x, y);
    }
}
