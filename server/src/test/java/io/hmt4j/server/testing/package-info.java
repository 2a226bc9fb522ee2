/** Models for the tests of this module. */
package io.hmt4j.server.testing;
