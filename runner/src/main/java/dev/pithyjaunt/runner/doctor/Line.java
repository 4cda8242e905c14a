package dev.pithyjaunt.runner.doctor;

/// One line of the report.
record Line(Verdict verdict, String what, String found, String fix) {}
