package io.millrace.pipeline.template;

import io.millrace.pipeline.plan.SystemVariable;
import io.millrace.pipeline.plan.Template;
import io.millrace.pipeline.plan.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A text cut into fixed pieces and references. A reference is <code>{{name}}</code> or <code>{{node.name}}</code>, with
 * blanks allowed inside the braces; <code>{{.name}}</code> is the same as <code>{{name}}</code>. Whatever else stands
 * between braces is fixed text. Reading takes time linear in the text.
 */
public record TemplateText(List<Piece> pieces) {
    /** What stands before the dot for the enclosing DAG. */
    public static final String PARENT = "PF_PARENT";

    /** What stands before the dot for a secret. */
    public static final String SECRET = "secret";

    /** A part of the text. */
    public sealed interface Piece {}

    /** Text that stands for itself. */
    public record Fixed(String text) implements Piece {}

    /**
     * A reference.
     *
     * @param raw as written, braces included
     * @param nth how many equal {@code raw} stand before it in the text
     * @param node what stands before the dot; empty: nothing
     */
    public record Reference(String raw, int nth, String node, String name) implements Piece {
        /** The system variable that it names. */
        public Optional<SystemVariable> system() {
            return node.isEmpty()
                    ? Arrays.stream(SystemVariable.values())
                            .filter(each -> each.name().equals(name))
                            .findFirst()
                    : Optional.empty();
        }

        /** Whether it names something of the enclosing DAG. */
        public boolean isParent() {
            return node.equals(PARENT);
        }

        /** Whether it names a secret, where no node is named so. */
        public boolean isSecret() {
            return node.equals(SECRET);
        }

        Template.Ref toRef() {
            Optional<SystemVariable> system = system();
            if (system.isPresent()) {
                return new Template.Ref.SystemValue(system.get());
            }
            if (isParent()) {
                return name.equals(SystemVariable.PF_LOOP_ARGUMENT.name())
                        ? new Template.Ref.ParentLoop()
                        : new Template.Ref.Parent(name);
            }
            return node.isEmpty() ? new Template.Ref.Own(name) : new Template.Ref.Upstream(node, name);
        }
    }

    public TemplateText {
        pieces = List.copyOf(pieces);
    }

    /** Cuts a text into pieces. */
    public static TemplateText parse(String text) {
        return new TemplateText(new Scanner(text).pieces());
    }

    /** All references, in order. */
    public List<Reference> references() {
        return pieces.stream()
                .filter(Reference.class::isInstance)
                .map(Reference.class::cast)
                .toList();
    }

    /** Whether there is a reference. */
    public boolean hasReference() {
        return pieces.stream().anyMatch(Reference.class::isInstance);
    }

    /** The reference that is the whole text, without a blank around it. */
    public Optional<Reference> single() {
        return pieces.size() == 1 && pieces.getFirst() instanceof Reference reference
                ? Optional.of(reference)
                : Optional.empty();
    }

    /** The same as the run engine wants it. */
    public Template toTemplate() {
        return pieces.isEmpty()
                ? Template.of("")
                : new Template(pieces.stream().map(TemplateText::part).toList());
    }

    private static Template.Part part(Piece piece) {
        return switch (piece) {
            case Fixed(String text) -> new Template.Fixed(new Value.Text(text));
            case Reference reference -> reference.toRef();
        };
    }

    /** One pass over the text. */
    private static final class Scanner {
        private final String text;
        private final List<Piece> pieces = new ArrayList<>();
        private final Map<String, Integer> counts = new HashMap<>();
        private int fixedFrom;

        Scanner(String text) {
            this.text = text;
        }

        List<Piece> pieces() {
            int at = text.indexOf("{{");
            while (at >= 0) {
                int end = reference(at);
                at = text.indexOf("{{", end < 0 ? at + 1 : end);
            }
            fixedUntil(text.length());
            return pieces;
        }

        private void fixedUntil(int end) {
            if (end > fixedFrom) {
                pieces.add(new Fixed(text.substring(fixedFrom, end)));
            }
        }

        /** The index after the reference that opens at {@code open}; -1 when none does. */
        private int reference(int open) {
            int from = blanks(open + 2);
            int dot = run(from, true);
            boolean dotted = dot < text.length() && text.charAt(dot) == '.';
            int end = dotted ? run(dot + 1, false) : dot;
            int close = blanks(end);
            boolean named = dotted ? end > dot + 1 : end > from && text.charAt(end - 1) != '-';
            if (!named || !text.startsWith("}}", close)) {
                return -1;
            }
            fixedUntil(open);
            String raw = text.substring(open, close + 2);
            int nth = counts.merge(raw, 1, Integer::sum) - 1;
            String node = dotted ? text.substring(from, dot) : "";
            pieces.add(new Reference(raw, nth, node, text.substring(dotted ? dot + 1 : from, end)));
            fixedFrom = close + 2;
            return fixedFrom;
        }

        private int blanks(int from) {
            int i = from;
            while (i < text.length() && " \t\n\f\r".indexOf(text.charAt(i)) >= 0) {
                i++;
            }
            return i;
        }

        private int run(int from, boolean hyphens) {
            int i = from;
            while (i < text.length() && isNamePart(text.charAt(i), hyphens)) {
                i++;
            }
            return i;
        }

        private static boolean isNamePart(char c, boolean hyphens) {
            return (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '_'
                    || (hyphens && c == '-');
        }
    }
}
