package io.millrace.pipeline.catalogue;

import io.millrace.pipeline.problem.Code;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All pages. */
public final class Catalogue {
    private static final String INTRODUCTION = """
            # Problems in pipelines

            Every problem that Millrace reports in a pipeline has a code. `millrace explain MR2103` prints the page of a
            code. Codes are stable: one is never given to another kind of problem. Warnings do not keep a pipeline from
            running, unless `--strict` is given.

            This page is made from the program's own catalogue; a test keeps them equal.
            """;

    private static final List<Page> PAGES = Stream.of(
                    TextPages.PAGES,
                    FormPages.PAGES,
                    NodePages.PAGES,
                    TemplatePages.PAGES,
                    LoopAndConditionPages.PAGES,
                    ComponentPages.PAGES,
                    SettingPages.PAGES,
                    RequestPages.PAGES)
            .flatMap(List::stream)
            .toList();

    private Catalogue() {}

    /** In the order of the codes. */
    public static List<Page> pages() {
        return PAGES;
    }

    /** The page of a code. */
    public static Page page(Code code) {
        return PAGES.stream()
                .filter(page -> page.code() == code)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no page for " + code.id()));
    }

    /** All of it as one document. */
    public static String markdown() {
        return INTRODUCTION + "\n" + PAGES.stream().map(Page::markdown).collect(Collectors.joining("\n"));
    }
}
