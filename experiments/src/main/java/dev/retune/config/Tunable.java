package dev.retune.config;

import java.nio.file.Path;

/** What a study file tunes. */
public sealed interface Tunable permits ModelSection, ProgramSection {

    /** Ready to run. */
    Workload workload(StudyFile file, Path outputs);
}
