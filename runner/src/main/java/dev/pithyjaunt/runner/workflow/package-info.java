/// A phase as a job of GitHub's workflow: the request of the event that began the run, the files
/// that the jobs before handed over, and what the job tells those after it.
@NullMarked
package dev.pithyjaunt.runner.workflow;

import org.jspecify.annotations.NullMarked;
