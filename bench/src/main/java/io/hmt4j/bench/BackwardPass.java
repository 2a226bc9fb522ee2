package io.hmt4j.bench;

import io.hmt4j.data.Document;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.ReadListener;
import io.hmt4j.memory.Trace;
import io.hmt4j.tensor.Autocast;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import io.hmt4j.train.bptt.ExactBackward;
import io.hmt4j.train.bptt.Objective;
import io.hmt4j.train.bptt.TrainingBatch;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * One forward and backward pass of a model that records gradients.
 *
 * @param model with parameters that want gradients
 * @param documents documents side by side
 * @param products number format of the products: FLOAT32, or BFLOAT16
 */
public record BackwardPass(HmtModel model, List<Document> documents, DType products) {

    public BackwardPass {
        documents = List.copyOf(documents);
    }

    /** Runs it: exact, as {@code hmt train} does, or with the graph of the whole documents kept. */
    public void run(boolean exact) {
        if (exact) {
            new ExactBackward(model, products)
                    .run(new TrainingBatch(documents, model.config()), Objective.plain(), 1, 1);
        } else {
            keepingAll();
        }
    }

    private void keepingAll() {
        try (Scope scope = Scope.open();
                Autocast autocast = Autocast.open(products)) {
            List<Tensor> losses = new ArrayList<>();
            List<int[]> tokens = documents.stream().map(Document::tokens).toList();
            for (Trace trace : model.trace(tokens, ReadListener.SILENT)) {
                losses.add(trace.tokenLosses());
            }
            Tensors.cat(0, losses.toArray(Tensor[]::new)).mean().backward();
        }
    }
}
