package dev.retune.tuning;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where the files of a study are: {@code NAME.html}, {@code NAME.model}, {@code retune-logs/NAME}, {@code
 * retune-work/NAME}.
 *
 * <p>A plain name, of small Latin letters, digits, dots, hyphens and underscores, stays as it is. Of every other name
 * the NAME is what is left of it when it is made plain, and a hash of the whole: {@code a/b} is {@code
 * a-b-225b0adb1d75082b}. So two studies never share a file, also where a file system ignores case, normalizes Unicode
 * or drops dots at the end; and a NAME is at most 100 characters long, ASCII, and no name that Windows reserves. The
 * same study has the same NAME everywhere and always.
 *
 * @param folder in which they are
 * @param study the name of the study
 */
public record StudyOutputs(Path folder, String study) {

    private static final int LONGEST = 100;
    private static final int HASH = 16;

    private static final Pattern PLAIN = Pattern.compile("[a-z0-9_]([a-z0-9._-]*[a-z0-9_-])?");

    /** What the names with a hash look like: a plain name that does would not be told from them. */
    private static final Pattern HASHED = Pattern.compile(".*-[0-9a-f]{" + HASH + "}");

    /** Devices on Windows, with any ending. */
    private static final Pattern RESERVED = Pattern.compile("(con|prn|aux|nul|clock|(com|lpt)[0-9])(\\..*)?");

    /** What a name must not hold, as 0.1 saw it. */
    private static final Pattern UNSAFE_IN_01 = Pattern.compile("[^A-Za-z0-9._-]|^\\.");

    /** The page of the study. */
    public Path report() {
        return folder.resolve(name() + ".html");
    }

    /** Its best model. */
    public Path model() {
        return folder.resolve(name() + ".model");
    }

    /** What its programs print. */
    public Path logs() {
        return in(folder.resolve("retune-logs"));
    }

    /** In which trials of its programs have their directories. */
    public Path workdirs() {
        return workdirs(folder.resolve("retune-work"));
    }

    /** The same in another folder, which several studies may share. */
    public Path workdirs(Path shared) {
        return in(shared);
    }

    /** The study's folder; that of 0.1 where it is there, so that trials find their checkpoints again. */
    private Path in(Path shared) {
        Path now = shared.resolve(name());
        Path then = shared.resolve(nameIn01());
        return !Files.exists(now) && Files.isDirectory(then) ? then : now;
    }

    String name() {
        if (isPlain(study)) {
            return study;
        }
        String letters = Normalizer.normalize(study, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
        String plain =
                letters.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._]+", "-").replaceAll("^[.-]+|[.-]+$", "");
        String safe = plain.isEmpty() || RESERVED.matcher(plain).matches() ? "study-" + plain : plain;
        String kept =
                safe.substring(0, Math.min(safe.length(), LONGEST - HASH - 1)).replaceAll("[.-]+$", "");
        return kept + "-" + hash(study);
    }

    private static boolean isPlain(String study) {
        return study.length() <= LONGEST
                && PLAIN.matcher(study).matches()
                && !HASHED.matcher(study).matches()
                && !RESERVED.matcher(study).matches();
    }

    /** Of its UTF-16, in which any two names differ. */
    private static String hash(String study) {
        byte[] bytes = new byte[2 * study.length()];
        for (int i = 0; i < study.length(); i++) {
            bytes[2 * i] = (byte) (study.charAt(i) >> 8);
            bytes[2 * i + 1] = (byte) study.charAt(i);
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest).substring(0, HASH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private String nameIn01() {
        String safe = UNSAFE_IN_01.matcher(study).replaceAll("_");
        return safe.equals(study) ? study : safe + "-" + Integer.toHexString(study.hashCode());
    }
}
