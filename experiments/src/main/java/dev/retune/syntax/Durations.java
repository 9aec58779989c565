package dev.retune.syntax;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as users write them. */
public final class Durations {

    private static final Pattern FORM = Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+(?:\\.\\d+)?)s)?");
    private static final double[] SECONDS = {86_400, 3_600, 60, 1};

    private Durations() {}

    /** {@code 10m}, {@code 90s}, {@code 1h30m}, {@code 2d}. @throws IllegalArgumentException if it is none */
    public static Duration of(String text) {
        Matcher matcher = FORM.matcher(text.replace(" ", ""));
        double seconds = 0;
        if (matcher.matches()) {
            for (int unit = 0; unit < SECONDS.length; unit++) {
                String count = matcher.group(unit + 1);
                seconds += count == null ? 0 : Double.parseDouble(count) * SECONDS[unit];
            }
        }
        if (!(seconds > 0 && seconds < 1e9)) {
            throw new IllegalArgumentException(
                    "'%s' is not a duration: write it like 90s, 10m or 1h30m".formatted(text));
        }
        return Duration.ofMillis(Math.round(1000 * seconds));
    }

    /** {@code 1h 30m}, {@code 2m 5s}, {@code 9s}; rounded to seconds. */
    public static String text(Duration duration) {
        long seconds = Math.round(duration.toMillis() / 1000.0);
        if (seconds < 60) {
            return seconds + "s";
        }
        return seconds < 3600
                ? "%dm %02ds".formatted(seconds / 60, seconds % 60)
                : "%dh %02dm".formatted(seconds / 3600, seconds / 60 % 60);
    }
}
