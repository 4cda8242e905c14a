package dev.pithyjaunt.testkit.github;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// A request that is allowed.
///
/// @param app the one whose JWT was shown
record Call(
        Ask ask,
        Map<String, String> parameters,
        @Nullable Token token,
        @Nullable StandInRepository found,
        @Nullable StandInApp app) {

    String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalStateException("the path has no " + name);
        }
        return value;
    }

    StandInRepository repository() {
        if (found == null) {
            throw new IllegalStateException("the path has no repository");
        }
        return found;
    }

    Token caller() {
        if (token == null) {
            throw new Refused(401, "Requires authentication");
        }
        return token;
    }

    StandInApp callingApp() {
        if (app == null) {
            throw new IllegalStateException("no App asked");
        }
        return app;
    }

    Views views() {
        return new Views(ask.addresses());
    }
}
