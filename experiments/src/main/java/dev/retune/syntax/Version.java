package dev.retune.syntax;

import dev.retune.internal.text.BuildVersion;

/** The version of this build. */
public final class Version {

    private Version() {}

    /** {@code 0.1.0}, or {@code development} where the classes are in no jar. */
    public static String number() {
        return BuildVersion.of(Version.class);
    }
}
