package dev.retune.store.jdbc;

import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a PostgreSQL database: {@code postgresql://user:password@host:port/database?parameters}, all parts
 * optional, also with {@code jdbc:} before it. As with other clients, a missing user or password is taken from
 * {@code PGUSER} and {@code PGPASSWORD}. Its text omits the password and the parameters.
 */
record PostgresAddress(
        String host, String database, String parameters, Optional<String> user, Optional<String> password) {

    private static final Pattern URL =
            Pattern.compile("(?:jdbc:)?postgres(?:ql)?:(?://(?:([^@/?]*)@)?([^/?@]*)(?:/([^?]*))?)(?:\\?(.*))?");
    private static final Pattern CREDENTIAL = Pattern.compile("(?:^|&)(user|password)=([^&]*)");

    static PostgresAddress of(String url, Map<String, String> environment) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "The store %s is not an address of PostgreSQL: give postgresql://user@host:port/database"
                            .formatted(url.replaceAll("//.*@", "//...@").replaceAll("\\?.*", "")));
        }
        Optional<String> user = Optional.empty();
        Optional<String> password = Optional.empty();
        String[] credentials = text(matcher.group(1)).split(":", 2);
        if (!credentials[0].isEmpty()) {
            user = Optional.of(decoded(credentials[0]));
        }
        if (credentials.length > 1) {
            password = Optional.of(decoded(credentials[1]));
        }
        String parameters = text(matcher.group(4));
        Matcher parameter = CREDENTIAL.matcher(parameters);
        while (parameter.find()) {
            if (parameter.group(1).equals("user")) {
                user = user.or(() -> Optional.of(decoded(parameter.group(2))));
            } else {
                password = password.or(() -> Optional.of(decoded(parameter.group(2))));
            }
        }
        return new PostgresAddress(
                text(matcher.group(2)),
                text(matcher.group(3)),
                CREDENTIAL.matcher(parameters).replaceAll(""),
                user.or(() -> Optional.ofNullable(environment.get("PGUSER"))),
                password.or(() -> Optional.ofNullable(environment.get("PGPASSWORD"))));
    }

    private static String text(String group) {
        return group == null ? "" : group;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The first of its hosts that is unknown, which is a mistake rather than an unavailable server. */
    Optional<String> unknownHost() {
        for (String one : host.split(",")) {
            String name = one.replaceFirst(":\\d*$", "");
            try {
                InetAddress.getByName(name);
            } catch (UnknownHostException e) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /** The form for the driver, without user and password. */
    String url() {
        return "jdbc:postgresql://%s/%s%s"
                .formatted(host.isEmpty() ? "localhost" : host, database, parameters.isEmpty() ? "" : "?" + parameters);
    }

    @Override
    public String toString() {
        return "postgresql://%s%s/%s"
                .formatted(user.map(name -> name + "@").orElse(""), host.isEmpty() ? "localhost" : host, database);
    }
}
