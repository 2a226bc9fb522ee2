package io.hmt4j.facts;

import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.Mode;
import io.hmt4j.memory.ReadListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Who reads a text and is asked about it. It remembers what its method lets it remember of the text; being asked leaves
 * that as it is. For one thread at a time; the model stays the caller's.
 */
public interface Examinee extends AutoCloseable {

    /** A model with its own method: {@link MemoryExaminee}, or {@link WindowExaminee} where it has no memory. */
    static Examinee of(HmtModel model) {
        return model.config().mode() == Mode.BASELINE ? new WindowExaminee(model) : new MemoryExaminee(model);
    }

    /** Reads on. */
    void read(int[] tokens, ReadListener listener);

    /** Answers questions, each on its own, behind what was read so far. */
    List<ExamAnswer> answer(List<ExamQuestion> questions);

    /**
     * Takes an exam from its beginning.
     *
     * @param listener asked between questions, too, whether to stop; what was answered by then is returned
     */
    default ExamResult take(ExamPaper paper, ReadListener listener) {
        FactsDocument document = paper.document();
        List<ExamAnswer> answers = new ArrayList<>();
        List<ExamQuestion> questions = paper.questions();
        int read = 0;
        for (int from = 0; from < questions.size() && !listener.cancelled(); ) {
            int after = questions.get(from).after();
            read(segments(document, read, after), listener);
            if (listener.cancelled()) { // what was to be asked about may not be read
                return new ExamResult(answers);
            }
            read = after;
            int to = from + 1;
            while (to < questions.size() && questions.get(to).after() == after) {
                to++;
            }
            answers.addAll(answer(questions.subList(from, to)));
            from = to;
        }
        if (!listener.cancelled()) {
            read(segments(document, read, document.segments()), listener);
        }
        return new ExamResult(answers);
    }

    @Override
    void close();

    private static int[] segments(FactsDocument document, int from, int to) {
        return Arrays.copyOfRange(document.tokens(), from * document.segmentTokens(), to * document.segmentTokens());
    }
}
