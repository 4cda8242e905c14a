package dev.pithyjaunt.agent.build;

import dev.pithyjaunt.agent.build.BuildCommand.Purpose;

/// `deno.json` or `deno.jsonc`. A task `test` is preferred; it is looked for as text, since both
/// files may have comments.
final class DenoTool implements BuildTool {

    @Override
    public int rank(String name) {
        return name.equals("deno.json") || name.equals("deno.jsonc") ? 0 : -1;
    }

    @Override
    public Project read(Folder folder, String manifest) {
        String text = folder.text(manifest);
        int tasks = text.indexOf("\"tasks\"");
        int end = tasks < 0 ? -1 : text.indexOf('}', tasks);
        boolean hasTask = end > 0 && text.substring(tasks, end).contains("\"test\":");
        String source = folder.at(manifest);
        folder.add(Purpose.SET_UP, "deno install", source);
        if (hasTask) {
            folder.add(Purpose.TEST, "deno task test", source + ": tasks.test");
        } else {
            folder.add(Purpose.TEST, "deno test", source);
        }
        folder.add(Purpose.LINT, "deno lint", source);
        return Project.alone(folder.system("Deno", manifest));
    }
}
