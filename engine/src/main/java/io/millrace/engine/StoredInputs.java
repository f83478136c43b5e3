package io.millrace.engine;

import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.core.RunInput;
import io.millrace.engine.core.RunLimits;
import io.millrace.engine.core.RunOrigin;
import io.millrace.engine.record.RunRecord;
import io.millrace.engine.record.RunRequest;
import io.millrace.engine.record.RunRequestJson;
import io.millrace.pipeline.Compiled;
import io.millrace.pipeline.PipelineCompiler;
import io.millrace.pipeline.source.SourceText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Compiles the stored text of a run again, with its stored request. Plans of short texts that were asked for lately are
 * remembered, since many runs have the same. Safe for use by many threads.
 */
public final class StoredInputs implements RunInputs {
    private static final int MOST_REMEMBERED = 100;
    private static final int LONGEST_REMEMBERED = 20_000;

    private final Map<Key, Compiled> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Compiled> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** All that a plan depends on. */
    private record Key(String source, String text, String request) {
        boolean isShort() {
            return text.length() + request.length() <= LONGEST_REMEMBERED;
        }
    }

    private Compiled compiled(RunRecord run, RunRequest request) {
        Key key = new Key(
                run.created().source(),
                run.created().pipelineText(),
                run.created().request());
        Optional<Compiled> known = known(key);
        if (known.isPresent()) {
            return known.get();
        }
        Compiled compiled = PipelineCompiler.compile(new SourceText(key.source(), key.text()), request.compile());
        if (key.isShort()) {
            synchronized (remembered) {
                remembered.put(key, compiled);
            }
        }
        return compiled;
    }

    private Optional<Compiled> known(Key key) {
        synchronized (remembered) {
            return Optional.ofNullable(remembered.get(key));
        }
    }

    @Override
    public RunInput of(RunRecord run) {
        RunRequest request = RunRequestJson.read(run.created().request());
        Compiled compiled = compiled(run, request);
        return new RunInput(
                run.id(),
                compiled.plan()
                        .orElseThrow(() -> new MillraceException(
                                Code.NOT_RUNNABLE,
                                "%s was written for another version of Millrace: %s"
                                        .formatted(
                                                run.id(),
                                                compiled.problems().getFirst().headline()))),
                request.user(),
                new RunOrigin(run.created().source(), run.created().retryOf().isPresent()),
                request.storages(),
                new RunLimits(request.compile().limits().nodes(), request.emptyLoopFails()),
                request.cacheStrategy(),
                request.capacity());
    }
}
