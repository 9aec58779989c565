import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A small service under full load: each thread answers requests from a cache of pages, and renders what is not in it. How many
 * it answers depends on the heap, the collector and the compiler. Prints thousands of requests a second, several times.
 */
final class Throughput {

    private static final int PAGES = 60_000;
    private static final int CACHED = 15_000; // pages of 2 to 6 kB: some 60 MB
    private static final int ROUNDS = 4;
    private static final long WARM_UP_MILLIS = 800;
    private static final long ROUND_MILLIS = 500;

    private final Map<Integer, String> cache = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, String> eldest) {
            return size() > limit;
        }
    };
    private final int limit;
    private final SplittableRandom random;

    private Throughput(int limit, SplittableRandom random) {
        this.limit = limit;
        this.random = random;
    }

    /** Answers requests for so long. @return how many a millisecond, so thousands a second */
    private double serve(long millis) {
        long start = System.nanoTime();
        long requests = 0;
        long length = 0;
        while (System.nanoTime() - start < millis * 1_000_000) {
            for (int i = 0; i < 50; i++, requests++) {
                int page = (int) (PAGES * Math.pow(random.nextDouble(), 3)); // some are asked for more often
                length += cache.computeIfAbsent(page, Throughput::render).length();
            }
        }
        if (length == 0) {
            throw new AssertionError();
        }
        return requests / ((System.nanoTime() - start) / 1e6);
    }

    private static String render(int page) {
        List<String> rows = new ArrayList<>();
        int count = 40 + page % 80;
        for (int row = 0; row < count; row++) {
            rows.add("<tr><td>" + page + "</td><td>" + row * 31L % 97 + "</td></tr>\n");
        }
        rows.sort(null);
        return String.join("", rows);
    }

    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[0]);
        SplittableRandom random = new SplittableRandom(Long.parseLong(arguments[1]));
        List<Throughput> services = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            services.add(new Throughput(CACHED / threads, random.split()));
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        measure(pool, services, WARM_UP_MILLIS);
        StringBuilder scores = new StringBuilder("scores");
        for (int round = 0; round < ROUNDS; round++) {
            scores.append(' ').append(measure(pool, services, ROUND_MILLIS));
        }
        pool.shutdown();
        System.out.println(scores);
    }

    private static double measure(ExecutorService pool, List<Throughput> services, long millis) throws Exception {
        List<Callable<Double>> tasks = new ArrayList<>();
        services.forEach(service -> tasks.add(() -> service.serve(millis)));
        double all = 0;
        for (Future<Double> served : pool.invokeAll(tasks)) {
            all += served.get();
        }
        return all;
    }
}
