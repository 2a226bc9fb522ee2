package io.hmt4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Puts a document together from stretches of others; answers and evidence move with their tokens. */
final class Assembly {

    private final List<Part> parts = new ArrayList<>();
    private int[] tokens = new int[0];
    private int length;

    /** Where one document's stretches are added. */
    final class Part {
        private final Marks marks;
        private final List<Piece> pieces = new ArrayList<>();

        private Part(Marks marks) {
            this.marks = marks;
        }

        /** Appends tokens that stand in their document from a position on; pieces of a document ascend. */
        void add(long from, int[] ids) {
            pieces.add(new Piece(from, ids.length, length));
            append(ids);
        }

        /** A stretch of the document where its tokens now are: in several stretches if they were torn apart. */
        private List<Span> moved(Span span) {
            List<Span> moved = new ArrayList<>();
            for (Piece piece : pieces) {
                long from = Math.max(span.from(), piece.from);
                long to = Math.min(span.to(), piece.from + piece.length);
                if (from < to) {
                    join(moved, new Span(piece.place(from), piece.place(to)));
                }
            }
            return moved;
        }

        private void moveAnswers(List<Span> answers) {
            marks.answers().forEach(answer -> answers.addAll(moved(answer)));
        }

        private void moveEvidence(List<Evidence> evidence) {
            for (Evidence entry : marks.evidence()) {
                List<Span> at = moved(new Span(entry.at(), entry.at() + 1));
                List<Span> where = entry.where().stream()
                        .flatMap(span -> moved(span).stream())
                        .toList();
                if (!at.isEmpty() && !where.isEmpty()) {
                    evidence.add(new Evidence(at.get(0).from(), where));
                }
            }
        }
    }

    private record Piece(long from, int length, int target) {
        int place(long position) {
            return (int) (position - from) + target;
        }
    }

    /** A further document to take stretches from. */
    Part part(Marks marks) {
        Part part = new Part(marks);
        parts.add(part);
        return part;
    }

    /** Appends tokens of no document. */
    void append(int[] ids) {
        if (length + ids.length > tokens.length) {
            tokens = Arrays.copyOf(tokens, Math.max(length + ids.length, tokens.length + tokens.length / 2));
        }
        System.arraycopy(ids, 0, tokens, length, ids.length);
        length += ids.length;
    }

    boolean endsWith(int[] ids) {
        return length >= ids.length && Arrays.equals(tokens, length - ids.length, length, ids, 0, ids.length);
    }

    int length() {
        return length;
    }

    Document finish(String id) {
        List<Span> answers = new ArrayList<>();
        List<Evidence> evidence = new ArrayList<>();
        for (Part part : parts) {
            part.moveAnswers(answers);
            part.moveEvidence(evidence);
        }
        answers.sort(Comparator.comparingInt(Span::from));
        evidence.sort(Comparator.comparingInt(Evidence::at));
        return new Document(id, tokens.length == length ? tokens : Arrays.copyOf(tokens, length), answers, evidence);
    }

    private static void join(List<Span> spans, Span next) {
        int last = spans.size() - 1;
        if (last >= 0 && spans.get(last).to() == next.from()) {
            spans.set(last, new Span(spans.get(last).from(), next.to()));
        } else {
            spans.add(next);
        }
    }
}
