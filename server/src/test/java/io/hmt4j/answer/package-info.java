/** Tests of answers, with small models of random weights. */
package io.hmt4j.answer;
