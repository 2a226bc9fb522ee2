/** Tests of whose turn it is. */
package io.hmt4j.work;
