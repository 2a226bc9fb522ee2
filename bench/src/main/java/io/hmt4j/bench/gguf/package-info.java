/** llama.cpp's files, so that it can run the same weights. Version 3 of the format, the Llama architecture. */
@NullMarked
package io.hmt4j.bench.gguf;

import org.jspecify.annotations.NullMarked;
