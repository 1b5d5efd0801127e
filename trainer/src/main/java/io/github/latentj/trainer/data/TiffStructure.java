package io.github.latentj.trainer.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The directories of a TIFF or BigTIFF file, without its pixels (TIFF 6.0; BigTIFF where offsets take 8 bytes). Checks
 * what decoders do not: directories in a circle, strips beyond the end of the file, sizes that cannot be meant.
 *
 * @param pages in file order
 * @param description of the first page, where ImageJ and OME keep the order of channels, slices and time points
 */
record TiffStructure(List<Page> pages, String description) {
    private static final int MOST_PAGES = 100_000;
    private static final int MOST_STRIPS = 4_000_000;
    private static final int LONGEST_DESCRIPTION = 10_000_000;

    private static final int NEW_SUBFILE_TYPE = 254;
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int PHOTOMETRIC = 262;
    private static final int DESCRIPTION = 270;
    private static final int STRIP_OFFSETS = 273;
    private static final int SAMPLES = 277;
    private static final int STRIP_LENGTHS = 279;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_LENGTHS = 325;
    private static final int SAMPLE_FORMAT = 339;
    private static final Map<Integer, Integer> TYPE_SIZES = Map.ofEntries(
            Map.entry(1, 1),
            Map.entry(2, 1),
            Map.entry(3, 2),
            Map.entry(4, 4),
            Map.entry(5, 8),
            Map.entry(6, 1),
            Map.entry(7, 1),
            Map.entry(8, 2),
            Map.entry(9, 4),
            Map.entry(10, 8),
            Map.entry(11, 4),
            Map.entry(12, 8),
            Map.entry(13, 4),
            Map.entry(16, 8),
            Map.entry(17, 8),
            Map.entry(18, 8));

    /**
     * @param bits of one sample
     * @param sampleFormat 1 unsigned, 2 signed, 3 floating point
     * @param whiteIsZero small values are bright
     * @param reduced a smaller copy of another page
     */
    record Page(int bits, int samples, int sampleFormat, boolean whiteIsZero, boolean reduced) {
        boolean isFloat() {
            return sampleFormat == 3;
        }

        boolean isUnsigned32() {
            return bits == 32 && sampleFormat == 1;
        }

        /** How much too bright the reader makes a page: it turns 10, 12 and 14 bits to light as if they were 16. */
        int brightnessAdded() {
            return whiteIsZero && bits > 8 && bits < 16 ? (1 << 16) - (1 << bits) : 0;
        }
    }

    /** @throws UnreadableImageException if the file is damaged or holds what cannot be read, with the reason */
    static TiffStructure read(byte[] content) throws UnreadableImageException {
        return new Reader(content).read();
    }

    /** Where an entry's values lie. */
    private record Entry(int type, long count, long at) {}

    private static final class Reader {
        private final ByteBuffer bytes;
        private final boolean big;

        Reader(byte[] content) {
            bytes = ByteBuffer.wrap(content);
            bytes.order(content[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            big = bytes.getShort(2) == 43;
        }

        TiffStructure read() throws UnreadableImageException {
            List<Page> pages = new ArrayList<>();
            Set<Long> seen = new HashSet<>();
            String description = "";
            long directory = big ? int64(8) : uint32(4);
            while (directory != 0) {
                if (!seen.add(directory)) {
                    throw damaged("its directories form a circle");
                }
                if (pages.size() == MOST_PAGES) {
                    throw damaged("it has more than " + MOST_PAGES + " pages");
                }
                Map<Integer, Entry> entries = entries(directory);
                if (pages.isEmpty()) {
                    description = text(entries.get(DESCRIPTION));
                }
                pages.add(page(entries));
                directory = next(directory);
            }
            if (pages.isEmpty()) {
                throw damaged("it has no pages");
            }
            return new TiffStructure(List.copyOf(pages), description);
        }

        private Map<Integer, Entry> entries(long directory) throws UnreadableImageException {
            Map<Integer, Entry> entries = new HashMap<>();
            long count = entryCount(directory);
            for (long i = 0; i < count; i++) {
                long at = directory + (big ? 8 + 20 * i : 2 + 12 * i);
                int type = uint16(at + 2);
                long values = big ? int64(at + 4) : uint32(at + 4);
                long inline = at + (big ? 12 : 8);
                int size = TYPE_SIZES.getOrDefault(type, 1);
                boolean fits = values >= 0 && values <= (big ? 8 : 4) / size;
                entries.put(uint16(at), new Entry(type, values, fits ? inline : big ? int64(inline) : uint32(inline)));
            }
            return entries;
        }

        private long entryCount(long directory) throws UnreadableImageException {
            long count = big ? int64(directory) : uint16(directory);
            if (count < 1 || count > 4096) {
                throw damaged("a directory claims " + count + " entries");
            }
            return count;
        }

        private long next(long directory) throws UnreadableImageException {
            long count = entryCount(directory);
            return big ? int64(directory + 8 + 20 * count) : uint32(directory + 2 + 12 * count);
        }

        private Page page(Map<Integer, Entry> entries) throws UnreadableImageException {
            PixelLimit.check(number(entries.get(WIDTH), 0, 0), number(entries.get(HEIGHT), 0, 0));
            int bits = (int) number(entries.get(BITS), 0, 1);
            int format = (int) number(entries.get(SAMPLE_FORMAT), 0, 1);
            if (bits > 32) {
                throw new UnreadableImageException(bits + "-bit TIFF; convert it to 32-bit");
            }
            if (format > 3) {
                throw new UnreadableImageException("TIFF of complex or unknown numbers (sample format " + format + ")");
            }
            boolean whiteIsZero = number(entries.get(PHOTOMETRIC), 0, 1) == 0;
            if (format == 3 && whiteIsZero) {
                throw new UnreadableImageException(
                        "TIFF of floating-point numbers whose small values are bright; invert it");
            }
            checkData(entries, STRIP_OFFSETS, STRIP_LENGTHS);
            checkData(entries, TILE_OFFSETS, TILE_LENGTHS);
            if (!entries.containsKey(STRIP_OFFSETS) && !entries.containsKey(TILE_OFFSETS)) {
                throw damaged("a page has no pixels");
            }
            return new Page(
                    bits,
                    (int) number(entries.get(SAMPLES), 0, 1),
                    format,
                    whiteIsZero,
                    (number(entries.get(NEW_SUBFILE_TYPE), 0, 0) & 1) != 0);
        }

        private void checkData(Map<Integer, Entry> entries, int offsetsTag, int lengthsTag)
                throws UnreadableImageException {
            Entry offsets = entries.get(offsetsTag);
            if (offsets == null) {
                return;
            }
            if (offsets.count() < 1 || offsets.count() > MOST_STRIPS) {
                throw damaged("it claims " + offsets.count() + " strips");
            }
            for (long i = 0; i < offsets.count(); i++) {
                long offset = number(offsets, i, 0);
                long length = number(entries.get(lengthsTag), i, 1);
                if (offset < 0 || length < 0 || offset > bytes.capacity() - length) {
                    throw damaged("it breaks off before its end");
                }
            }
        }

        private String text(Entry entry) throws UnreadableImageException {
            if (entry == null || entry.count() < 1 || entry.count() > LONGEST_DESCRIPTION) {
                return "";
            }
            int from = position(entry.at(), (int) entry.count());
            return new String(bytes.array(), from, (int) entry.count(), StandardCharsets.UTF_8);
        }

        private long number(Entry entry, long index, long otherwise) throws UnreadableImageException {
            if (entry == null || index >= entry.count()) {
                return otherwise;
            }
            return switch (entry.type()) {
                case 1 -> bytes.get(position(entry.at() + index, 1)) & 0xff;
                case 3 -> uint16(entry.at() + 2 * index);
                case 4 -> uint32(entry.at() + 4 * index);
                case 9 -> bytes.getInt(position(entry.at() + 4 * index, 4));
                case 16 -> int64(entry.at() + 8 * index);
                default -> throw damaged("a number has the type " + entry.type());
            };
        }

        private int uint16(long at) throws UnreadableImageException {
            return bytes.getShort(position(at, 2)) & 0xffff;
        }

        private long uint32(long at) throws UnreadableImageException {
            return bytes.getInt(position(at, 4)) & 0xffffffffL;
        }

        private long int64(long at) throws UnreadableImageException {
            return bytes.getLong(position(at, 8));
        }

        private int position(long at, int length) throws UnreadableImageException {
            if (at < 0 || at > bytes.capacity() - length) {
                throw damaged("it breaks off before its end");
            }
            return (int) at;
        }

        private static UnreadableImageException damaged(String reason) {
            return new UnreadableImageException("damaged TIFF: " + reason);
        }
    }
}
