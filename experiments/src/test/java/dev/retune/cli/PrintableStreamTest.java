package dev.retune.cli;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

class PrintableStreamTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '`',
            value = {
                "plain text é ☃ 😀 Â£ · ±  | plain text é ☃ 😀 Â£ · ±",
                "a\u001b[31mb\u001b]0;title\u0007x  | a?[31mb?]0;title?x",
                "a\u009b31mb  | a?31mb",
                "a\u0000b\u0008\u007fc  | a?b??c",
                "`one\ttwo\n`  | `one\ttwo\n`",
                "`one\r\ntwo`  | `one\r\ntwo`",
                "`100\rlies`  | `100?lies`",
            })
    void write_keepsTextAndLineBreaks_andReplacesOtherControls(String text, String printed) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintableStream stream = new PrintableStream(bytes)) {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(printed);
    }
}
