package dev.retune.data;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** An open file of data as text: unpacked, decoded, without its byte-order mark. */
final class Source implements Closeable {

    private static final int BUFFER = 1 << 16;
    private static final int HEAD = 1 << 14;

    private final Path path;
    private final Charset charset;
    private final BufferedReader text;

    private Source(Path path, Charset charset, BufferedReader text) {
        this.path = path;
        this.charset = charset;
        this.text = text;
    }

    /** Reads the text of a file. */
    interface Use<T> {
        T of(Source source) throws IOException;
    }

    /**
     * Opens a file, uses and closes it.
     *
     * @param declared its encoding; null for that of its byte-order mark, or else UTF-8
     * @throws DataException if there is no such file, or it is not text, or is damaged
     * @throws UncheckedIOException if reading fails
     */
    static <T> T read(Path path, @Nullable Charset declared, Use<T> use) {
        if (!Files.exists(path)) {
            throw new DataException("no file '" + path + "' (looked for "
                    + path.toAbsolutePath().normalize() + ")");
        }
        if (Files.isDirectory(path)) {
            throw new DataException("'" + path + "' is a directory; give the path of a file");
        }
        try (Source source = open(path, declared)) {
            try {
                return use.of(source);
            } catch (IOException e) {
                throw source.explained(e);
            } catch (UncheckedIOException e) {
                throw source.explained(Objects.requireNonNull(e.getCause()));
            }
        } catch (ZipException | EOFException e) {
            throw damaged(path, e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read '" + path + "': " + e.getMessage(), e);
        }
    }

    private static Source open(Path path, @Nullable Charset declared) throws IOException {
        InputStream bytes = unpacked(path);
        try {
            Charset charset = skipByteOrderMark(bytes);
            charset = charset != null ? charset : declared != null ? declared : StandardCharsets.UTF_8;
            return new Source(
                    path,
                    charset,
                    new BufferedReader(
                            new InputStreamReader(
                                    bytes,
                                    charset.newDecoder()
                                            .onMalformedInput(CodingErrorAction.REPORT)
                                            .onUnmappableCharacter(CodingErrorAction.REPORT)),
                            BUFFER));
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private static InputStream unpacked(Path path) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        try {
            bytes.mark(4);
            byte[] first = bytes.readNBytes(4);
            bytes.reset();
            if (starts(first, 0x1f, 0x8b)) {
                return new BufferedInputStream(new GZIPInputStream(bytes, BUFFER), BUFFER);
            }
            String other = starts(first, 'P', 'K', 3, 4)
                    ? "a zip archive or an Excel sheet; unpack it, or export it as CSV"
                    : starts(first, 'B', 'Z', 'h')
                            ? "packed by bzip2; unpack it, or pack it by gzip"
                            : starts(first, 0xfd, '7', 'z', 'X')
                                    ? "packed by xz; unpack it, or pack it by gzip"
                                    : starts(first, 0x28, 0xb5, 0x2f, 0xfd)
                                            ? "packed by zstd; unpack it, or pack it by gzip"
                                            : starts(first, 'P', 'A', 'R', '1')
                                                    ? "a Parquet file; export it as CSV"
                                                    : "";
            if (!other.isEmpty()) {
                throw new DataException(path.getFileName() + " is " + other);
            }
            return bytes;
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private static @Nullable Charset skipByteOrderMark(InputStream bytes) throws IOException {
        bytes.mark(3);
        byte[] first = bytes.readNBytes(3);
        bytes.reset();
        Charset charset = starts(first, 0xef, 0xbb, 0xbf)
                ? StandardCharsets.UTF_8
                : starts(first, 0xff, 0xfe)
                        ? StandardCharsets.UTF_16LE
                        : starts(first, 0xfe, 0xff) ? StandardCharsets.UTF_16BE : null;
        if (charset != null) {
            bytes.skipNBytes(charset.equals(StandardCharsets.UTF_8) ? 3 : 2);
        }
        return charset;
    }

    private static boolean starts(byte[] bytes, int... with) {
        if (bytes.length < with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if ((bytes[i] & 0xff) != with[i]) {
                return false;
            }
        }
        return true;
    }

    /** The name of the file, without its folder. */
    String name() {
        return String.valueOf(path.getFileName());
    }

    BufferedReader text() {
        return text;
    }

    /** The beginning of the text, which is still to be read. */
    String head() throws IOException {
        char[] head = new char[HEAD];
        text.mark(HEAD);
        int length = 0;
        for (int n = 0; n >= 0 && length < HEAD; n = text.read(head, length, HEAD - length)) {
            length += n;
        }
        text.reset();
        return new String(head, 0, length);
    }

    private RuntimeException explained(IOException e) throws IOException {
        if (e instanceof CharacterCodingException) {
            return notText();
        }
        throw e;
    }

    private static DataException damaged(Path path, IOException e) {
        return new DataException(path.getFileName() + " is packed by gzip, but damaged or cut short (" + e.getMessage()
                + "); copy it again");
    }

    /** Reads the file again, for the line that cannot be decoded. */
    private DataException notText() throws IOException {
        String hint = charset.equals(StandardCharsets.UTF_8)
                ? "; save it as UTF-8, or declare its charset, such as windows-1252"
                : "; declare the charset in which it was saved";
        long line = 1;
        try (InputStream bytes = unpacked(path)) {
            byte[] kept = new byte[1 << 12];
            int length = 0;
            for (int b = bytes.read(); b >= 0; b = bytes.read()) {
                if (length == kept.length) {
                    kept = Arrays.copyOf(kept, 2 * length);
                }
                kept[length++] = (byte) b;
                if (b == '\n') {
                    if (!decodes(kept, length)) {
                        break;
                    }
                    line++;
                    length = 0;
                }
            }
        }
        return new DataException(name() + " line " + line + " is not " + charset + " text" + hint);
    }

    private boolean decodes(byte[] bytes, int length) {
        try {
            charset.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
