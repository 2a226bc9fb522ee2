package io.hmt4j.server.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.answer.Answer;
import io.hmt4j.answer.AnswerRequest;
import io.hmt4j.answer.Kept;
import io.hmt4j.generate.FinishReason;
import io.hmt4j.memory.ModelIdentity;
import io.hmt4j.server.failure.ApiException;
import io.hmt4j.server.failure.ErrorCode;
import io.hmt4j.server.failure.ErrorJson;
import io.hmt4j.server.http.ClientConnection;
import io.hmt4j.server.http.EventStream;
import io.hmt4j.server.openai.AnswerFields;
import io.hmt4j.server.openai.AnswerHead;
import io.hmt4j.server.openai.AnswerJson;
import io.hmt4j.server.openai.ChatJson;
import io.hmt4j.server.openai.ChatRequest;
import io.hmt4j.server.openai.CompletionJson;
import io.hmt4j.server.openai.CompletionRequest;
import io.hmt4j.store.MemoryState;
import io.javalin.http.Context;
import java.io.IOException;

/** {@code /v1/chat/completions} and {@code /v1/completions}. */
final class AnswerRoutes {

    private static final String MEMORY_HEADER = "X-HMT-Memory";
    private static final int CLIENT_CLOSED_REQUEST = 499; // nginx's number; nobody reads it but the log

    private final Services services;
    private final Bodies bodies;

    AnswerRoutes(Services services, Bodies bodies) {
        this.services = services;
        this.bodies = bodies;
    }

    void chat(Context ctx) throws IOException {
        ChatRequest asked = ChatRequest.read(
                bodies.object(ctx),
                services.limits().answerTokens(),
                services.limits().mostAnswerTokens());
        AnswerFields fields = asked.fields().withHeader(ctx.header(MEMORY_HEADER));
        AnswerRequest request = AnswerRequest.chat(asked.messages(), fields.options());
        answer(ctx, fields, request, new ChatJson(head("chatcmpl-"), fields.topLogprobs() >= 0));
    }

    void complete(Context ctx) throws IOException {
        CompletionRequest asked = CompletionRequest.read(
                bodies.object(ctx),
                services.limits().answerTokens(),
                services.limits().mostAnswerTokens());
        AnswerFields fields = asked.fields().withHeader(ctx.header(MEMORY_HEADER));
        AnswerRequest request = AnswerRequest.completion(asked.prompt(), fields.options());
        answer(ctx, fields, request, new CompletionJson(head("cmpl-"), fields.topLogprobs() >= 0));
    }

    private AnswerHead head(String prefix) {
        return AnswerHead.draw(
                prefix,
                services.modelName(),
                ModelIdentity.shortened(services.model().identity().fingerprint()));
    }

    private void answer(Context ctx, AnswerFields fields, AnswerRequest request, AnswerJson json) throws IOException {
        if (!fields.model().equals(services.modelName())) {
            throw ApiException.of(
                    ErrorCode.MODEL_NOT_FOUND,
                    "model",
                    "this server has no such model; it has " + services.modelName());
        }
        ClientConnection client = ClientConnection.of(ctx.req());
        EventStream stream = fields.stream() ? services.stream(ctx, client) : null;
        try (AskedMemory memory = AskedMemory.borrow(services.store(), fields.memory())) {
            requireReadyForUpdate(fields);
            AnswerRun run = new AnswerRun(services.patience(client), stream, json, memory, fields.includeUsage());
            AnswerRequest complete = memory.in(request.withTopLogprobs(fields.topLogprobs()));
            send(ctx, run, memory, fields.memoryUpdate() ? complete.keeping() : complete);
        } catch (RuntimeException failure) {
            if (stream == null || !stream.begun()) {
                throw failure;
            }
            stream.data(ErrorJson.of(Failures.of(failure)));
        } catch (Error broken) {
            if (stream != null && stream.begun()) {
                client.abort(); // else the client would take what it has for all
            }
            throw broken;
        }
    }

    private void requireReadyForUpdate(AnswerFields fields) {
        if (fields.memoryUpdate()
                && fields.memory() != null
                && services.store().get(fields.memory()).state() == MemoryState.READING) {
            throw ApiException.of(
                    ErrorCode.MEMORY_BUSY,
                    "memory_update",
                    "the memory is being read; it can be updated when that is done");
        }
    }

    private void send(Context ctx, AnswerRun run, AskedMemory memory, AnswerRequest request) throws IOException {
        Answer answer = services.answerer().answer(request, run);
        try (Kept kept = answer.kept()) {
            if (answer.finishReason() == FinishReason.CANCELLED) {
                abandon(ctx, run);
                return;
            }
            if (kept != null) {
                memory.update(kept);
                services.answerer().forget(AskedMemory.keyStart(memory.id()));
            }
        }
        ObjectNode hmt = RecalledJson.of(answer, memory, request.keep());
        if (run.stream() == null) {
            Responses.json(ctx, 200, run.json().whole(answer, hmt));
        } else {
            run.finish(answer, hmt);
        }
    }

    private static void abandon(Context ctx, AnswerRun run) {
        if (!run.patience().clientGone()) {
            throw run.patience().reason();
        }
        ctx.status(CLIENT_CLOSED_REQUEST);
    }
}
