class Pond {
    int frogs;
    int toads;

    void croak() {
        frogs++;
    }
}
