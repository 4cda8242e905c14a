/// The proxies that requests go through, as curl understands their settings.
@NullMarked
package dev.pithyjaunt.protocol.proxy;

import org.jspecify.annotations.NullMarked;
