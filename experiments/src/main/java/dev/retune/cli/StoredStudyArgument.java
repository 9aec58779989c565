package dev.retune.cli;

import dev.retune.store.StoredStudy;
import dev.retune.store.StudyStore;
import dev.retune.tuning.StoredStudies;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which study of which store. */
final class StoredStudyArgument {

    @Mixin
    private final StoreOption store;

    @Parameters(paramLabel = "STUDY", description = "The study's name.")
    private String name = "";

    StoredStudyArgument(Console console) {
        this.store = new StoreOption(console);
    }

    StoreOption store() {
        return store;
    }

    String name() {
        return name;
    }

    /** The study, which must be there. */
    StoredStudy in(StudyStore opened) {
        return StoredStudies.find(opened, name);
    }
}
