package dev.pithyjaunt.agent.build;

import dev.pithyjaunt.agent.build.BuildCommand.Purpose;

/// `CMakeLists.txt`: what is below is covered; tests only where it turns them on.
final class CMakeTool implements BuildTool {

    @Override
    public int rank(String name) {
        return name.equals("CMakeLists.txt") ? 0 : -1;
    }

    @Override
    public Project read(Folder folder, String manifest) {
        folder.add(
                Purpose.SET_UP, "cmake -S . -B build && cmake --build build", folder.at(manifest));
        String text = folder.text(manifest);
        for (String sign : new String[] {"enable_testing(", "include(CTest)"}) {
            if (text.lines().anyMatch(line -> line.strip().startsWith(sign))) {
                folder.add(
                        Purpose.TEST,
                        "ctest --test-dir build --output-on-failure",
                        folder.at(manifest) + ": " + sign.replace("(CTest)", "").replace("(", ""));
                break;
            }
        }
        return Project.ofAllBelow(folder.system("CMake", manifest));
    }
}
