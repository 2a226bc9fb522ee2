/**
 * A small Jinja for chat templates: what Jinja2's immutable sandbox renders, rendered alike, and all else refused.
 *
 * <p>Values are Java objects: {@code None}, {@code Boolean}, {@code BigInteger} (int), {@code Double} (float),
 * {@code String} and {@code SafeText} (str), {@code List}, {@code Tuple}, {@code Dict}, and the few types of this package.
 */
@org.jspecify.annotations.NullMarked
package io.hmt4j.tokenizer.chat.jinja;
