package io.hmt4j.backbone;

import io.hmt4j.checkpoint.ConfigReader;

/** A family of models: it knows its configurations, and no more. */
public interface ModelFamily {

    /** The name of the family in {@code config.json}. */
    String modelType();

    /**
     * Reads and checks a configuration. It asks for every key that changes the arithmetic, so that the caller can refuse
     * the others.
     *
     * @throws io.hmt4j.InputException if a key is missing or its value is not allowed
     */
    Architecture read(ConfigReader config);
}
