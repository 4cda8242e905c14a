/// One request to a model provider over HTTP: limits, stalls, proxies, and failures in words.
@NullMarked
package dev.pithyjaunt.agent.model.http;

import org.jspecify.annotations.NullMarked;
