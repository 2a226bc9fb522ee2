package io.hmt4j.report;

import java.util.List;

/** Writes a figure: title, description, legend, drawing, and its numbers behind a fold. */
final class FigureHtml {

    private FigureHtml() {}

    /** @param id once on a page */
    static void write(Markup html, Figure figure, String id) {
        html.open("figure");
        html.open("figcaption").element("h3", figure.title());
        if (!figure.description().isEmpty()) {
            html.element("p", figure.description());
        }
        html.close();
        draw(html, figure, id);
        html.open("details").element("summary", "Numbers");
        TableHtml.write(html, figure.numbers(), figure.title() + ", numbers");
        html.close().close();
    }

    private static void draw(Markup html, Figure figure, String id) {
        if (figure instanceof LinePlot plot) {
            legend(html, plot.series());
            LinePlotSvg.draw(html, plot, id);
        } else if (figure instanceof HeatMap map) {
            joined(html, map);
            HeatMapSvg.draw(html, map, id);
        } else if (figure instanceof Histogram histogram) {
            HistogramSvg.draw(html, histogram, id);
        }
    }

    private static void legend(Markup html, List<Series> series) {
        html.open("ul", "class", "legend");
        for (int i = 0; i < series.size(); i++) {
            html.open("li", "class", Marker.classes(i));
            html.open("svg", "class", "key", "viewBox", "0 0 40 18", "aria-hidden", "true");
            html.empty("path", "class", "line", "d", "M1 9h38");
            html.empty("path", "class", "mark", "d", Marker.of(i), "transform", "translate(20 9)");
            html.close().text(series.get(i).name()).close();
        }
        html.close();
    }

    private static void joined(Markup html, HeatMap map) {
        int joined = Grid.of(map.cells()).joined();
        if (joined > 1) {
            html.element("p", "Each cell is the largest of " + joined + " by " + joined + ".", "class", "note");
        }
    }
}
