class Pond {
    int frogs;

    void croak() {
        frogs++;
    }
}
