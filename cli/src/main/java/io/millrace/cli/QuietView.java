package io.millrace.cli;

import io.millrace.cli.view.RunView;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRow;
import java.util.List;

/** Shows nothing of a run but what goes wrong around it. */
final class QuietView implements RunView {
    private final Context context;

    QuietView(Context context) {
        this.context = context;
    }

    @Override
    public void created(RunId run, String pipeline, List<String> steps) {}

    @Override
    public void nodes(List<NodeRow> rows) {}

    @Override
    public void run(RunRow row) {}

    @Override
    public void notice(String text) {
        context.err().println(text);
        context.err().flush();
    }

    @Override
    public void close() {}
}
