/// GitHub's own webhooks: what people did with pull requests and issues there, and how runs go on.
@NullMarked
package dev.pithyjaunt.server.githubhook;

import org.jspecify.annotations.NullMarked;
