/// The description of the API: OpenAPI 3.1.
@NullMarked
package dev.pithyjaunt.server.openapi;

import org.jspecify.annotations.NullMarked;
