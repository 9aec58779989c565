package dev.retune.syntax;

/** The version of this build. */
public final class Version {

    private Version() {}

    /** {@code 0.1.0}, or {@code development} where the classes are in no jar. */
    public static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
