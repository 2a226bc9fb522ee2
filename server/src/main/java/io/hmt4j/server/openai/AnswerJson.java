package io.hmt4j.server.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.answer.Answer;
import io.hmt4j.answer.TokenChoice;
import java.util.List;

/** The shape of answers, of a chat or of a completion. For one answer. */
public interface AnswerJson {

    /** A whole answer. */
    ObjectNode whole(Answer answer, ObjectNode hmt);

    /** What comes first in a stream. */
    List<ObjectNode> opening();

    /** What of a stream tells before the first token what was recalled. */
    ObjectNode recalled(ObjectNode hmt);

    /** A piece of a stream. */
    ObjectNode piece(String text, List<TokenChoice> choices);

    /** What ends the text of a stream. */
    ObjectNode ending(Answer answer, ObjectNode hmt);

    /** The counts of tokens behind the end of a stream. */
    ObjectNode usage(Answer answer);
}
