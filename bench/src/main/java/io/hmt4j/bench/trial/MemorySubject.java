package io.hmt4j.bench.trial;

import io.hmt4j.generate.GenerationListener;
import io.hmt4j.generate.GenerationOptions;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;

/** A model with its memory. */
final class MemorySubject implements Subject {

    private final HmtModel model;
    private final DocumentMemory memory;

    MemorySubject(HmtModel model) {
        this.model = model;
        this.memory = model.newMemory();
    }

    @Override
    public void read(int[] ids) {
        model.read(memory, ids);
    }

    @Override
    public void answer(int[] prompt, int tokens, Moments moments) {
        model.generate(memory, prompt, GenerationOptions.greedy(tokens), new GenerationListener() {
            @Override
            public void token(int id) {
                moments.token();
            }
        });
    }

    @Override
    public void close() {
        memory.close();
    }
}
