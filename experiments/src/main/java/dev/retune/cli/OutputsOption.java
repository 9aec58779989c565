package dev.retune.cli;

import dev.retune.config.StudyFile;
import dev.retune.tuning.StudyOutputs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.nio.file.Path;

/** The files in which the results of a study are written. */
final class OutputsOption {

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "The file of the report. Default: STUDY.html beside the store.")
    private @Nullable Path report;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "The file of the best model, trained on all rows, for 'predict'. Default: STUDY.model"
                    + " beside the report.")
    private @Nullable Path model;

    @Option(names = "--no-model", description = "Save no model.")
    private boolean noModel;

    /** Of this study; a file that cannot be written is an error now. */
    Conclusion conclusion(Console console, StoreOption store, StudyFile file) {
        Path reportTo = report == null ? new StudyOutputs(store.folder(), file.study()).report() : report;
        Path modelTo = model == null ? new StudyOutputs(reportTo.resolveSibling(""), file.study()).model() : model;
        Conclusion conclusion = new Conclusion(console, reportTo, modelTo, noModel);
        if (Files.isWritable(store.folder())) { // otherwise the error is about the store
            conclusion.requireWritable();
        }
        return conclusion;
    }

    /** The options as they were given, to be repeated. */
    String given() {
        return (report == null ? "" : " --report " + Texts.quoted(report))
                + (model == null ? "" : " --model " + Texts.quoted(model))
                + (noModel ? " --no-model" : "");
    }
}
