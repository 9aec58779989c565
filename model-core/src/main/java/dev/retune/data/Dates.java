package dev.retune.data;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Pattern;

/** Dates as numbers: days since 1970-01-01, in UTC where a cell has an offset. */
final class Dates {

    private static final double SECONDS = 86_400;
    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d.*)?");

    private static final List<String> PHASES =
            List.of(".yearSin", ".yearCos", ".weekSin", ".weekCos", ".daySin", ".dayCos");

    private Dates() {}

    /**
     * The day that an ISO date or date-time stands for, its time of day as a fraction; NaN if the text is not a date.
     */
    static double days(String text) {
        if (text.length() < 10 || text.charAt(4) != '-' || text.charAt(7) != '-') { // exceptions are slow
            return Double.NaN;
        }
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text).toEpochDay();
            }
            if (text.charAt(10) != 'T' && text.charAt(10) != ' ') {
                return Double.NaN;
            }
            TemporalAccessor time = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    text.substring(0, 10) + "T" + text.substring(11), OffsetDateTime::from, LocalDateTime::from);
            OffsetDateTime utc =
                    time instanceof OffsetDateTime zoned ? zoned : ((LocalDateTime) time).atOffset(ZoneOffset.UTC);
            return (utc.toEpochSecond() + utc.getNano() / 1e9) / SECONDS;
        } catch (DateTimeException e) {
            return Double.NaN;
        }
    }

    /** Whether a text has the form of a date or date-time, whether valid or not. */
    static boolean isWrittenAsDate(String text) {
        return FORM.matcher(text).matches();
    }

    /** The features that {@link ColumnType#CALENDAR} adds to a column of dates. */
    static List<NumericColumn> phases(NumericColumn dates) {
        List<NumericColumn> phases = new ArrayList<>();
        add(phases, dates, "year", Dates::ofYear);
        add(phases, dates, "week", day -> (day + 3) / 7); // 1970-01-01 was a Thursday
        add(phases, dates, "day", day -> day - Math.floor(day));
        return phases;
    }

    /** The columns of dates to which all features that {@link #phases} adds are among these names. */
    static Set<String> ofPhases(Collection<String> names) {
        Set<String> known = new HashSet<>(names);
        Set<String> dates = new LinkedHashSet<>();
        for (String name : names) {
            if (name.endsWith(PHASES.get(0))) {
                String date = name.substring(0, name.length() - PHASES.get(0).length());
                if (PHASES.stream().allMatch(phase -> known.contains(date + phase))) {
                    dates.add(date);
                }
            }
        }
        return dates;
    }

    private static double ofYear(double day) {
        LocalDate date = LocalDate.ofEpochDay((long) Math.floor(day));
        return (date.getDayOfYear() - 1 + day - Math.floor(day)) / date.lengthOfYear();
    }

    private static void add(List<NumericColumn> to, NumericColumn dates, String cycle, DoubleUnaryOperator turns) {
        double[] sin = new double[dates.size()];
        double[] cos = new double[dates.size()];
        for (int row = 0; row < sin.length; row++) {
            double angle =
                    dates.isMissing(row) ? Double.NaN : 2 * Math.PI * (turns.applyAsDouble(dates.value(row)) % 1);
            sin[row] = Math.sin(angle);
            cos[row] = Math.cos(angle);
        }
        to.add(NumericColumn.of(dates.name() + "." + cycle + "Sin", sin));
        to.add(NumericColumn.of(dates.name() + "." + cycle + "Cos", cos));
    }
}
