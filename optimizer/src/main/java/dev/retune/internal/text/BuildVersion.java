package dev.retune.internal.text;

/** The version of a module of ours. */
public final class BuildVersion {

    private BuildVersion() {}

    /**
     * The version of the module that a class belongs to: {@code 0.1.0}, or {@code development} where the classes are in
     * no jar. A named module knows its version; a jar on the class path has it in its manifest.
     */
    public static String of(Class<?> type) {
        Module module = type.getModule();
        String version = module.isNamed()
                ? module.getDescriptor().rawVersion().orElse(null)
                : type.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
