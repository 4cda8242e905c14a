/// The main job on embedded defaults: a sample repository, and a scripted model when none is set.
@NullMarked
package dev.pithyjaunt.runner.demo;

import org.jspecify.annotations.NullMarked;
