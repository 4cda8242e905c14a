package dev.pithyjaunt.runner.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the kernel refuses to programs in a sandbox, since no namespace stands between them and it:
/// the keys of who started this program, and ways to more rights over parts of the kernel that no
/// build needs. A filter for seccomp, see
/// https://docs.kernel.org/userspace-api/seccomp_filter.html.
final class RefusedCalls {

    /// Of the same kernel there are two: for programs of its own width, and for those of half of
    /// it.
    ///
    /// @param architecture as `linux/audit.h` has it
    /// @param refused add_key, request_key, keyctl, bpf, userfaultfd, perf_event_open
    /// @param namespaces clone and unshare, which make a user namespace when the first argument
    ///   says so
    private record Abi(int architecture, List<Integer> refused, List<Integer> namespaces) {}

    private static final Map<String, List<Abi>> ABIS =
            Map.of(
                    "amd64",
                    List.of(
                            new Abi(
                                    0xc000003e,
                                    List.of(248, 249, 250, 321, 323, 298),
                                    List.of(56, 272)),
                            new Abi(
                                    0x40000003,
                                    List.of(286, 287, 288, 357, 374, 336),
                                    List.of(120, 310))),
                    "aarch64",
                    List.of(
                            new Abi(
                                    0xc00000b7,
                                    List.of(217, 218, 219, 280, 282, 241),
                                    List.of(220, 97)),
                            new Abi(
                                    0x40000028,
                                    List.of(309, 310, 311, 386, 388, 364),
                                    List.of(120, 337))));

    /// These have the same number everywhere. What clone3 is to do can't be seen: without it, C
    /// libraries take clone.
    private static final List<Integer> IO_URING = List.of(425, 426, 427);

    private static final int CLONE3 = 435;

    /// From here on numbers of amd64 are those of x32, which nobody uses.
    private static final int X32 = 0x40000000;

    private static final int CLONE_NEWUSER = 0x10000000;

    private static final int LOAD = 0x20;
    private static final int IF_EQUAL = 0x15;
    private static final int IF_AT_LEAST = 0x35;
    private static final int IF_HAS_BITS = 0x45;
    private static final int RETURN = 0x06;

    /// Offsets in what a filter is given.
    private static final int NUMBER = 0;

    private static final int ARCHITECTURE = 4;
    private static final int FIRST_ARGUMENT = 16;

    private static final int ALLOW = 0x7fff0000;
    private static final int NOT_PERMITTED = 0x00050000 | 1;
    private static final int NO_SUCH_CALL = 0x00050000 | 38;

    private static final int MAX_BYTES = 2048;

    private final ByteBuffer program =
            ByteBuffer.allocate(MAX_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private RefusedCalls() {}

    /// Writes the filter; empty where none is known for this machine's processor.
    static Optional<Path> writeInto(Path folder) {
        List<Abi> abis = ABIS.get(System.getProperty("os.arch"));
        if (abis == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.write(folder.resolve("refused-calls"), filter(abis)));
        } catch (IOException e) {
            throw new UncheckedIOException("writing in " + folder, e);
        }
    }

    private static byte[] filter(List<Abi> abis) {
        RefusedCalls calls = new RefusedCalls();
        for (Abi abi : abis) {
            byte[] rules = rules(abi);
            calls.add(LOAD, ARCHITECTURE);
            calls.addIf(IF_EQUAL, abi.architecture(), rules.length / 8);
            calls.program.put(rules);
        }
        calls.add(RETURN, NO_SUCH_CALL);
        return calls.taken();
    }

    private static byte[] rules(Abi abi) {
        RefusedCalls rules = new RefusedCalls();
        rules.add(LOAD, NUMBER);
        rules.addIf(IF_AT_LEAST, X32, 1);
        rules.add(RETURN, NO_SUCH_CALL);
        for (List<Integer> numbers : List.of(abi.refused(), IO_URING)) {
            for (int number : numbers) {
                rules.addIf(IF_EQUAL, number, 1);
                rules.add(RETURN, NOT_PERMITTED);
            }
        }
        rules.addIf(IF_EQUAL, CLONE3, 1);
        rules.add(RETURN, NO_SUCH_CALL);
        for (int number : abi.namespaces()) {
            rules.addIf(IF_EQUAL, number, 4);
            rules.add(LOAD, FIRST_ARGUMENT);
            rules.addIf(IF_HAS_BITS, CLONE_NEWUSER, 1);
            rules.add(RETURN, NOT_PERMITTED);
            rules.add(RETURN, ALLOW);
        }
        rules.add(RETURN, ALLOW);
        return rules.taken();
    }

    private byte[] taken() {
        byte[] taken = new byte[program.position()];
        program.flip().get(taken);
        return taken;
    }

    private void add(int code, int value) {
        instruction(code, 0, value);
    }

    /// @param otherwise how many instructions are left out when it is not so
    private void addIf(int code, int value, int otherwise) {
        instruction(code, otherwise, value);
    }

    private void instruction(int code, int otherwise, int value) {
        program.putShort((short) code).put((byte) 0).put((byte) otherwise).putInt(value);
    }
}
