package dev.retune.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The words and cells of a line of ARFF, bare or between single or double quotes, with a backslash before a quote
 * inside.
 */
final class ArffTokens {

    private final String text;
    private final Function<String, DataException> error;
    private int at;

    ArffTokens(String text, Function<String, DataException> error) {
        this.text = text;
        this.error = error;
    }

    /** The text before the next white space. */
    String word() {
        skipBlanks();
        if (at < text.length() && isQuote(text.charAt(at))) {
            return quoted();
        }
        int from = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (from == at) {
            throw error.apply("'" + text + "' is incomplete; a name and a type or value must follow");
        }
        return text.substring(from, at);
    }

    /** What has not been read yet. */
    String rest() {
        return text.substring(at).strip();
    }

    /** The texts between commas, unquoted. */
    List<String> cells() {
        List<String> cells = new ArrayList<>();
        for (String cell : rawCells()) {
            boolean isQuoted = !cell.isEmpty() && isQuote(cell.charAt(0));
            cells.add(isQuoted ? new ArffTokens(cell, error).quoted() : cell);
        }
        return cells;
    }

    /** The texts between commas, as they are written. */
    List<String> rawCells() {
        List<String> cells = new ArrayList<>();
        int from = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isQuote(c) && (text.substring(from, at).isBlank() || text.charAt(at - 1) == ' ')) {
                quoted();
            } else {
                if (c == ',') {
                    cells.add(text.substring(from, at).strip());
                    from = at + 1;
                }
                at++;
            }
        }
        cells.add(text.substring(from).strip());
        return cells;
    }

    private String quoted() {
        char quote = text.charAt(at++);
        StringBuilder content = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            content.append(text.charAt(at++));
        }
        if (at == text.length()) {
            throw error.apply("a quote (" + quote + ") is not closed; inside quotes, write \\" + quote);
        }
        at++;
        return content.toString();
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isQuote(char c) {
        return c == '\'' || c == '"';
    }
}
