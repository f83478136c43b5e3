package io.millrace.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The clients' side of {@code bench/server}: 32 connections that each ask as soon as they were answered. Arguments: the
 * port, the number of runs stored, seconds for each line, the process id of the server, and a regular expression for the
 * lines that are wanted.
 */
public final class ServerLoad {
    private static final int CONNECTIONS = 32;
    private static final int WARM_UP_SECONDS = 2;
    private static final int SMALL_RUNS = 1000;
    private static final int SUBMITTERS = 8;
    private static final int MOST_SAMPLES = 200_000;
    private static final String API = "/api/paddleflow/v1";
    private static final String SMALL = "name: bench\nentry_points: {only: {command: ':'}}\n";

    private final int port;
    private final long runs;
    private final int seconds;
    private final long server;
    private final Pattern wanted;

    private ServerLoad(String[] args) {
        this.port = Integer.parseInt(args[0]);
        this.runs = Long.parseLong(args[1]);
        this.seconds = Integer.parseInt(args[2]);
        this.server = Long.parseLong(args[3]);
        this.wanted = Pattern.compile(args.length > 4 ? args[4] : ".*");
    }

    private record Ask(String method, String path, String body, String user) {
        static Ask get(String path, String user) {
            return new Ask("GET", path, "", user);
        }
    }

    public static void main(String[] args) throws Exception {
        new ServerLoad(args).measure();
    }

    private void measure() throws Exception {
        Map<String, Supplier<Ask>> lines = lines();
        lines.keySet().removeIf(name -> !wanted.matcher(name).matches());
        for (Supplier<Ask> asks : lines.values()) { // both sides compile what they will need
            load(asks, WARM_UP_SECONDS);
        }
        System.out.printf("%-44s %9s %8s %8s %8s%n", "", "req/s", "p50 ms", "p99 ms", "RSS MB");
        for (Map.Entry<String, Supplier<Ask>> line : lines.entrySet()) {
            print(line.getKey(), load(line.getValue(), seconds));
        }
        if (wanted.matcher("small runs").matches()) {
            throughput();
        }
    }

    private Map<String, Supplier<Ask>> lines() {
        Map<String, Supplier<Ask>> lines = new LinkedHashMap<>();
        String login = "{\"username\": \"root\", \"password\": \"%s\"}".formatted(ServerBench.PASSWORD);
        lines.put("login", () -> new Ask("POST", "/login", login, ""));
        lines.put("list, first page", () -> Ask.get("/run", "anna"));
        lines.put("list, any page", () -> Ask.get("/run?marker=m" + Long.toString(any(), 36), "anna"));
        lines.put("list of root, any page", () -> Ask.get("/run?marker=m" + Long.toString(any(), 36), "root"));
        for (String filter : new String[] {
            "userFilter=user7",
            "fsFilter=fs3",
            "nameFilter=name-77",
            "statusFilter=failed",
            "runFilter=run-000077",
            "statusFilter=running",
            "userFilter=anna&statusFilter=failed",
            "userFilter=anna&fsFilter=fs3",
            "userFilter=anna&nameFilter=name-77",
            "fsFilter=fs4&statusFilter=failed",
            "fsFilter=fs4&nameFilter=name-77",
            "nameFilter=name-77&statusFilter=failed",
            "userFilter=anna&fsFilter=fs4&statusFilter=failed",
            "userFilter=anna&fsFilter=fs3&statusFilter=succeeded",
            "userFilter=anna&fsFilter=fs4&nameFilter=name-77",
            "userFilter=anna&nameFilter=name-4&statusFilter=failed",
            "fsFilter=fs4&nameFilter=name-4&statusFilter=failed",
            "userFilter=anna&fsFilter=fs4&nameFilter=name-4&statusFilter=failed"
        }) {
            lines.put(filter, () -> Ask.get("/run?" + filter, "root"));
        }
        lines.put("show", () -> Ask.get("/run/run-%06d".formatted(any()), "root"));
        lines.put("log page", () -> Ask.get("/log/run/run-000001?logFilePosition=begin&pageNo=3", "root"));
        String body = "{\"runYamlRaw\": \"" + Api.base64(SMALL) + "\", \"disabled\": \"only\"}";
        lines.put("create (nothing to run)", () -> new Ask("POST", "/run", body, "anna"));
        return lines;
    }

    private long any() {
        return 1 + ThreadLocalRandom.current().nextLong(runs);
    }

    /** How long each request took, the quickest first. */
    private long[] load(Supplier<Ask> asks, int seconds) throws Exception {
        long[][] samples = new long[CONNECTIONS][];
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try (ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (int i = 0; i < CONNECTIONS; i++) {
                int number = i;
                clients.execute(() -> samples[number] = client(asks, end));
            }
        }
        return Arrays.stream(samples).flatMapToLong(Arrays::stream).sorted().toArray();
    }

    private void print(String name, long[] all) throws IOException {
        System.out.printf(
                Locale.ROOT,
                "%-44s %9.0f %8.1f %8.1f %8d%n",
                name,
                all.length / (double) seconds,
                all[all.length / 2] / 1e6,
                all[(int) (all.length * 0.99)] / 1e6,
                residentMegabytes());
    }

    private long[] client(Supplier<Ask> asks, long end) {
        long[] samples = new long[MOST_SAMPLES];
        int count = 0;
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            while (System.nanoTime() < end && count < samples.length) {
                long begin = System.nanoTime();
                send(client, asks.get());
                samples[count++] = System.nanoTime() - begin;
            }
        }
        return Arrays.copyOf(samples, count);
    }

    private HttpResponse<String> send(HttpClient client, Ask ask) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d%s%s".formatted(port, API, ask.path())))
                .method(ask.method(), BodyPublishers.ofString(ask.body()));
        if (!ask.user().isEmpty()) {
            request.header("x-pf-authorization", ask.user());
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(ask + ": " + response.body());
            }
            return response;
        } catch (IOException e) {
            throw new IllegalStateException(ask.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs of one step from the first request to the end of the last. */
    private void throughput() throws Exception {
        double unused = smallRuns(SMALL_RUNS / 4);
        System.out.printf(
                Locale.ROOT, "small runs, submit to finished: %.0f steps/s%n", SMALL_RUNS / smallRuns(SMALL_RUNS));
    }

    private double smallRuns(int count) throws Exception {
        Ask create = new Ask("POST", "/run", "{\"runYamlRaw\": \"" + Api.base64(SMALL) + "\"}", "carl");
        Ask unfinished = Ask.get("/run?statusFilter=initiating,pending,running&maxKeys=1", "carl");
        long begin = System.nanoTime();
        try (ExecutorService clients = Executors.newFixedThreadPool(SUBMITTERS);
                HttpClient client = HttpClient.newHttpClient()) {
            List<Future<?>> created = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                created.add(clients.submit(() -> send(client, create)));
            }
            for (Future<?> one : created) {
                var unused = one.get();
            }
            while (!send(client, unfinished).body().contains("\"runList\":[]")) {
                Thread.sleep(10);
            }
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private long residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + server + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
