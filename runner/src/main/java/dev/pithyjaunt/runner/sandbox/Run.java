package dev.pithyjaunt.runner.sandbox;

import dev.pithyjaunt.protocol.Evidence.Stopped;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// How a command ended.
///
/// @param exitCode absent when it was stopped
/// @param stopped why it was; absent when it ended by itself
/// @param walls what the programs said that build the walls; empty when they had nothing to say
public record Run(
        @Nullable Integer exitCode, @Nullable Stopped stopped, Duration time, String walls) {}
