/** Document memories that last: a folder of them, a catalogue, and the jobs that read texts into them. */
@NullMarked
package io.hmt4j.store;

import org.jspecify.annotations.NullMarked;
