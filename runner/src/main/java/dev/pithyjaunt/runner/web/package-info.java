/// Requests that the command makes on its own account: bounded in time and size, through proxies.
@NullMarked
package dev.pithyjaunt.runner.web;

import org.jspecify.annotations.NullMarked;
