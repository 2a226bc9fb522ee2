package io.hmt4j.facts;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.backbone.Backbone;
import io.hmt4j.backbone.Backbones;
import io.hmt4j.backbone.LoadOptions;
import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.HmtParameters;
import io.hmt4j.memory.Mode;
import io.hmt4j.memory.ModelIdentity;
import io.hmt4j.memory.ReadingSpeed;
import io.hmt4j.memory.RecallQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;

/** The model of {@code recipes/demo/config.json} before it is trained: the same random weights each time. */
final class DemonstrationModel {

    private DemonstrationModel() {}

    static HmtModel untrained(Mode mode, int segmentTokens, int bankSize) throws IOException {
        ObjectNode json = (ObjectNode)
                new ObjectMapper().readTree(Files.readString(DemonstrationTokenizer.FOLDER.resolve("config.json")));
        Backbone backbone = Backbones.random(json, 7, LoadOptions.cpu());
        HmtConfig config =
                new HmtConfig(mode, segmentTokens, 8, bankSize, 32, 0.5, 2, RecallQuery.SEGMENT, ReadingSpeed.CONSTANT);
        ModelIdentity identity = new ModelIdentity("untrained", "0".repeat(64), false, Set.of());
        return new HmtModel(backbone, HmtParameters.fresh(backbone, config, 11), config, identity, null);
    }
}
