package io.millrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Finds what a word of a command could become, from the commands themselves. */
final class Completer {
    private final Candidates candidates;
    private CommandLine command;
    private final List<String> positionals = new ArrayList<>();
    private Optional<OptionSpec> awaitsValue = Optional.empty();

    /**
     * @param root all commands
     */
    Completer(CommandLine root, Candidates candidates) {
        this.command = root;
        this.candidates = candidates;
    }

    /** What has ids: the home, or a server. */
    @FunctionalInterface
    interface Candidates {
        /**
         * What could stand where a label does.
         *
         * @param label such as {@code RUN}
         * @param before the positional words that are there already
         */
        List<String> of(String label, List<String> before);
    }

    /** What the last of these words could become. */
    List<String> complete(List<String> words) {
        String last = words.isEmpty() ? "" : words.getLast();
        words.stream().limit(Math.max(0, words.size() - 1)).forEach(this::pass);
        return offered(last).filter(word -> word.startsWith(last)).distinct().toList();
    }

    private void pass(String word) {
        if (awaitsValue.isPresent()) {
            awaitsValue = Optional.empty();
        } else if (word.startsWith("-")) {
            OptionSpec option = command.getCommandSpec().findOption(word);
            awaitsValue =
                    Optional.ofNullable(option).filter(found -> found.arity().max() > 0);
        } else if (positionals.isEmpty() && command.getSubcommands().containsKey(word)) {
            command = command.getSubcommands().get(word);
        } else {
            positionals.add(word);
        }
    }

    private Stream<String> offered(String last) {
        if (awaitsValue.isPresent()) {
            return values(awaitsValue.get().paramLabel());
        }
        if (last.startsWith("-")) {
            return command.getCommandSpec().options().stream()
                    .filter(option -> !option.hidden())
                    .flatMap(option -> Stream.of(option.names()))
                    .filter(name -> last.startsWith("--") || !name.startsWith("--") || last.equals("-"));
        }
        if (!command.getSubcommands().isEmpty() && positionals.isEmpty()) {
            Stream<String> names = command.getSubcommands().keySet().stream();
            return Stream.concat(names, parameter().flatMap(this::values));
        }
        return parameter().flatMap(this::values);
    }

    private Stream<String> parameter() {
        return command.getCommandSpec().positionalParameters().stream()
                .filter(spec -> spec.index().contains(positionals.size()))
                .map(PositionalParamSpec::paramLabel)
                .limit(1);
    }

    private Stream<String> values(String label) {
        return label.contains("|") ? Stream.of(label.split("\\|")) : candidates.of(label, positionals).stream();
    }
}
