package dev.pithyjaunt.runner;

import dev.pithyjaunt.runner.execution.Interrupts;

import picocli.CommandLine;

import java.lang.reflect.Constructor;

/// Gives every command that asks for it the program's one [Interrupts].
final class CommandFactory implements CommandLine.IFactory {

    private final Interrupts interrupts;

    CommandFactory(Interrupts interrupts) {
        this.interrupts = interrupts;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            Class<?>[] parameters = constructor.getParameterTypes();
            if (parameters.length == 1 && parameters[0] == Interrupts.class) {
                return type.cast(constructor.newInstance(interrupts));
            }
        }
        return CommandLine.defaultFactory().create(type);
    }
}
