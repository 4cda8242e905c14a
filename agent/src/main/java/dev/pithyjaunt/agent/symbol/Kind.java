package dev.pithyjaunt.agent.symbol;

/// What a definition defines. Languages' own words map to the nearest.
public enum Kind {
    /// A namespace or module that has a name of its own.
    MODULE,
    /// Also a record or an object that is the only one of its class.
    CLASS,
    /// Also a protocol or an annotation.
    INTERFACE,
    /// What classes take members from.
    TRAIT,
    ENUM,
    /// Also a union.
    STRUCT,
    /// Members for a type that is defined elsewhere; its name is the type's.
    IMPLEMENTATION,
    /// Of no class.
    FUNCTION,
    /// A function in a class or the like, constructors too.
    METHOD,
    /// A variable or property in a class or the like.
    FIELD,
    /// A value that its language marks as constant; also a constant of an enum.
    CONSTANT,
    /// Of a whole file.
    VARIABLE,
    /// A name for a type that is made of others.
    TYPE,
    MACRO,
    /// Of a document.
    HEADING,
    /// The id of an element of a document.
    ELEMENT_ID,
    /// Of a style sheet.
    SELECTOR,
    /// The key of a value in a data file.
    KEY;

    /// Whether functions in it are methods, and variables fields.
    boolean hasMembers() {
        return switch (this) {
            case CLASS, INTERFACE, TRAIT, ENUM, STRUCT, IMPLEMENTATION -> true;
            case MODULE,
                    FUNCTION,
                    METHOD,
                    FIELD,
                    CONSTANT,
                    VARIABLE,
                    TYPE,
                    MACRO,
                    HEADING,
                    ELEMENT_ID,
                    SELECTOR,
                    KEY ->
                    false;
        };
    }

    /// Whether it is code that runs, in which variables are nobody else's business.
    boolean isCode() {
        return this == FUNCTION || this == METHOD;
    }

    /// Whether it holds a value.
    boolean isValue() {
        return this == FIELD || this == CONSTANT || this == VARIABLE;
    }
}
