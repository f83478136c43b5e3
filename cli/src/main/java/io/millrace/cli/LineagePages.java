package io.millrace.cli;

import io.millrace.engine.artifact.Artifact;
import io.millrace.engine.artifact.Artifact.Place;
import io.millrace.engine.artifact.ArtifactContent.Known;
import io.millrace.engine.artifact.ArtifactJson;
import io.millrace.engine.artifact.Lineage;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.ArtifactRow;
import io.millrace.engine.record.ArtifactRow.How;
import io.millrace.engine.record.ArtifactType;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A lineage as two trees, as JSON, and as a Mermaid flow chart. */
final class LineagePages {
    private static final int DIGEST_SHOWN = 12;

    private LineagePages() {}

    private record Job(RunId run, int node) {
        static Job of(Artifact link) {
            return new Job(link.row().run(), link.row().node());
        }
    }

    static void print(PrintWriter out, Lineage lineage, LineageFormat format) {
        switch (format) {
            case TEXT -> text(out, lineage);
            case JSON -> out.println(Output.json(json -> ArtifactJson.lineage(json, lineage)));
            case MERMAID -> mermaid(out, lineage);
        }
        out.flush();
    }

    private static void text(PrintWriter out, Lineage lineage) {
        Artifact subject = lineage.subject();
        out.println(place(subject));
        out.println("made from");
        new Tree(out, lineage.upstream().links(), true).places(subject.place(), "");
        out.println("used by");
        new Tree(out, lineage.downstream().links(), false).places(subject.place(), "");
        if (lineage.upstream().cut() || lineage.downstream().cut()) {
            out.println("there is more: --depth and --limit show it");
        }
    }

    private static String place(Artifact artifact) {
        String digest = artifact.content() instanceof Known known
                ? "  sha256 " + known.digest().substring(0, DIGEST_SHOWN)
                : "";
        return "%s  %s%s".formatted(artifact.row().path(), ArtifactPages.size(artifact.content()), digest);
    }

    /** One direction; each place and job with what follows from it once. */
    private static final class Tree {
        private final PrintWriter out;
        private final List<Artifact> links;
        private final boolean upstream;
        private final Map<Place, List<Artifact>> jobsOf = new HashMap<>();
        private final Map<Job, List<Artifact>> placesOf = new HashMap<>();
        private final Set<Object> shown = new HashSet<>();

        Tree(PrintWriter out, List<Artifact> links, boolean upstream) {
            this.out = out;
            this.links = links;
            this.upstream = upstream;
            links.forEach(this::sort);
        }

        private void sort(Artifact link) {
            boolean output = link.row().type() == ArtifactType.OUTPUT;
            if (output == upstream || (output && link.row().how() != How.RAN)) {
                jobsOf.computeIfAbsent(link.place(), place -> new ArrayList<>()).add(link);
            }
            if (output != upstream) {
                placesOf.computeIfAbsent(Job.of(link), job -> new ArrayList<>()).add(link);
            }
        }

        void places(Place place, String indent) {
            if (links.isEmpty()) {
                out.println("   (nothing that is recorded)");
            }
            jobs(place, indent);
        }

        private void jobs(Place place, String indent) {
            List<Artifact> jobs = shown.add(place) ? jobsOf.getOrDefault(place, List.of()) : List.of();
            for (int i = 0; i < jobs.size(); i++) {
                Artifact link = jobs.get(i);
                boolean last = i == jobs.size() - 1;
                boolean follows = upstream || link.row().type() == ArtifactType.INPUT;
                List<Artifact> next = follows ? placesOf.getOrDefault(Job.of(link), List.of()) : List.of();
                boolean again = !next.isEmpty() && !shown.add(Job.of(link));
                out.println(indent + (last ? "└─ " : "├─ ") + job(link) + (again ? ", see above" : ""));
                if (!again) {
                    below(next, indent + (last ? "   " : "│  "));
                }
            }
        }

        private void below(List<Artifact> places, String indent) {
            for (int i = 0; i < places.size(); i++) {
                Artifact link = places.get(i);
                boolean last = i == places.size() - 1;
                boolean again = shown.contains(link.place()) && jobsOf.containsKey(link.place());
                out.println("%s%s'%s' %s%s"
                        .formatted(
                                indent,
                                last ? "└─ " : "├─ ",
                                link.row().name(),
                                place(link),
                                again ? ", see above" : ""));
                jobs(link.place(), indent + (last ? "   " : "│  "));
            }
        }

        private static String job(Artifact link) {
            ArtifactRow row = link.row();
            String who = "%s of %s".formatted(link.step(), row.run());
            if (row.type() == ArtifactType.INPUT) {
                return "read as '%s' by %s%s".formatted(row.name(), who, ArtifactPages.how(row));
            }
            return switch (row.how()) {
                case RAN -> "made by " + who;
                case REUSED -> "reused by " + who;
                case KEPT -> "kept by " + who;
            };
        }
    }

    private static void mermaid(PrintWriter out, Lineage lineage) {
        Map<Job, Artifact> jobs = new LinkedHashMap<>();
        Map<Place, Artifact> places =
                new LinkedHashMap<>(Map.of(lineage.subject().place(), lineage.subject()));
        Map<Long, Artifact> links = new LinkedHashMap<>();
        List<Artifact> both = new ArrayList<>(lineage.upstream().links());
        both.addAll(lineage.downstream().links());
        for (Artifact link : both) {
            jobs.putIfAbsent(Job.of(link), link);
            places.putIfAbsent(link.place(), link);
            links.putIfAbsent(link.number(), link);
        }
        List<Job> jobOrder = new ArrayList<>(new LinkedHashSet<>(jobs.keySet()));
        List<Place> placeOrder = new ArrayList<>(places.keySet());
        out.println("flowchart LR");
        jobs.forEach((job, link) ->
                out.println("  j%d(\"%s<br/>%s\")".formatted(jobOrder.indexOf(job), link.step(), job.run())));
        places.forEach((place, link) -> out.println("  a%d[\"%s<br/>%s\"]"
                .formatted(placeOrder.indexOf(place), link.row().name(), ArtifactPages.size(link.content()))));
        for (Artifact link : links.values()) {
            String job = "j" + jobOrder.indexOf(Job.of(link));
            String place = "a" + placeOrder.indexOf(link.place());
            boolean output = link.row().type() == ArtifactType.OUTPUT;
            String arrow = link.row().how() == How.RAN
                    ? " --> "
                    : " -. " + link.row().how().word() + " .-> ";
            out.println("  " + (output ? job + arrow + place : place + arrow + job));
        }
        out.println("  style a%d stroke-width:3px"
                .formatted(placeOrder.indexOf(lineage.subject().place())));
        if (lineage.upstream().cut() || lineage.downstream().cut()) {
            out.println("  %% there is more: --depth and --limit show it");
        }
    }
}
