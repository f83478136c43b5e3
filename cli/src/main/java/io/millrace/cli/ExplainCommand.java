package io.millrace.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.pipeline.catalogue.Catalogue;
import io.millrace.pipeline.catalogue.Page;
import io.millrace.pipeline.problem.Code;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description = "Explain a problem by its code; without a code, list them all.",
        footer = {"", "Examples:", "  millrace explain MR2103", "  millrace explain"})
final class ExplainCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(arity = "0..1", paramLabel = "CODE", description = "Code of a problem, as messages show it.")
    private String code = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            description = "Form of the output.")
    private Output.Format format = Output.Format.TEXT;

    ExplainCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (code.isEmpty()) {
            list();
        } else {
            print(page());
        }
        context.out().flush();
        return ExitCode.OK;
    }

    private void list() {
        if (format == Output.Format.JSON) {
            context.out().println(Output.json(json -> {
                json.writeStartArray();
                for (Page page : Catalogue.pages()) {
                    write(json, page);
                }
                json.writeEndArray();
            }));
            return;
        }
        Table table = new Table("CODE", "PROBLEM");
        Catalogue.pages()
                .forEach(page -> table.row(page.code().id(), page.code().title()));
        table.print(context.out(), context.columns());
    }

    private Page page() {
        return Code.of(code)
                .map(Catalogue::page)
                .orElseThrow(() -> new UsageException(
                        "there is no problem %s; `millrace explain` without a code lists them all".formatted(code)));
    }

    private void print(Page page) {
        switch (format) {
            case TEXT -> context.out().print(page.text());
            case JSON -> context.out().println(Output.json(json -> write(json, page)));
        }
    }

    private static void write(JsonGenerator json, Page page) throws IOException {
        json.writeStartObject();
        json.writeStringField("code", page.code().id());
        json.writeStringField("title", page.code().title());
        json.writeStringField("explanation", page.explanation().strip());
        json.writeStringField("wrong", page.wrong());
        json.writeStringField("right", page.right());
        json.writeEndObject();
    }
}
