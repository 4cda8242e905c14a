package dev.pithyjaunt.runner.sandbox;

import dev.pithyjaunt.protocol.CheckMode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class TimingTest {
    @TempDir Path folder;

    @Test
    void timing() {
        for (int i = 0; i < 3; i++) {
            long t = System.nanoTime();
            SandboxScene s = SandboxScene.open(CheckMode.SANDBOX, folder.resolve("x" + i));
            System.out.println("open " + (System.nanoTime() - t) / 1000000);
            t = System.nanoTime();
            s.run("true");
            System.out.println("run " + (System.nanoTime() - t) / 1000000);
            t = System.nanoTime();
            s.run("true");
            System.out.println("run " + (System.nanoTime() - t) / 1000000);
            t = System.nanoTime();
            Place c = s.sandbox.copy(s.place);
            System.out.println("copy " + (System.nanoTime() - t) / 1000000);
            t = System.nanoTime();
            s.sandbox.remove(c);
            System.out.println("remove " + (System.nanoTime() - t) / 1000000);
            t = System.nanoTime();
            s.close();
            System.out.println("close " + (System.nanoTime() - t) / 1000000);
            t = System.nanoTime();
        }
    }
}
