package dev.pithyjaunt.bench.agent;

/// What one execution took.
///
/// @param toFirstRequest seconds from the start of the process until the model had the first
///   request
/// @param seconds from the start of the process to its end
/// @param inModel seconds that the model took to answer
/// @param peak kilobytes that the process held at most
/// @param childPeak kilobytes that the largest of its children held at most
/// @param request the first one
record Round(
        double toFirstRequest,
        double seconds,
        double inModel,
        long peak,
        long childPeak,
        FirstRequest request) {

    double outside() {
        return seconds - inModel;
    }
}
