/** The page in a real browser, against a real server with the demonstration model. */
package io.hmt4j.server.page;
