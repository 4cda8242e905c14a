@NullMarked
package dev.pithyjaunt.server.repository.survey;

import org.jspecify.annotations.NullMarked;
