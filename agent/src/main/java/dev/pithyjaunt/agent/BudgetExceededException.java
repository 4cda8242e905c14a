package dev.pithyjaunt.agent;

/// No call may be made any more. The message says which limit is reached.
final class BudgetExceededException extends RuntimeException {

    BudgetExceededException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return java.util.Objects.requireNonNull(super.getMessage());
    }
}
