/** hmt4j: the Hierarchical Memory Transformer for the JVM. */
@org.jspecify.annotations.NullMarked
package io.hmt4j;
