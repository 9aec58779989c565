package dev.retune.data;

import java.util.Locale;
import java.util.regex.Pattern;

/** The formats of data files; each may be compressed by gzip. */
public enum Format {
    /** Separated values with a header line (RFC 4180). */
    CSV,
    /** Weka's attribute-relation file format, with dense or sparse rows. */
    ARFF,
    /** Of LIBSVM and SVMlight: {@code label index:value ...}, omitted values being 0. */
    LIBSVM;

    private static final Pattern SPARSE =
            Pattern.compile("[-+.\\deE]+([ \\t]+qid:\\d+)?([ \\t]+\\d+:[-+.\\deE]+)+[ \\t]*(#.*)?");

    /**
     * The format of that name, in any case.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Format named(String name) {
        return Names.constant("format", name, values());
    }

    /** By the end of the name, or else by the first line that is neither empty nor a comment. */
    static Format of(String file, String head) {
        String name = file.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        if (name.endsWith(".csv") || name.endsWith(".tsv")) {
            return CSV;
        }
        if (name.endsWith(".arff")) {
            return ARFF;
        }
        if (name.endsWith(".libsvm") || name.endsWith(".svmlight") || name.endsWith(".svm")) {
            return LIBSVM;
        }
        String first = head.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("%") && !line.startsWith("#"))
                .findFirst()
                .orElse("");
        if (first.toLowerCase(Locale.ROOT).startsWith("@relation")) {
            return ARFF;
        }
        return SPARSE.matcher(first).matches() ? LIBSVM : CSV;
    }
}
