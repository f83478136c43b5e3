package io.millrace.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "config",
        description = "Show the settings of the server as they count, and where each comes from.",
        footer = {
            "",
            "Later ones win: defaults, the file of settings, environment variables ($MILLRACE_PORT for port), options.",
            "",
            "Examples:",
            "  millrace config",
            "  millrace config --config /etc/millrace.yaml"
        })
final class ConfigCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private HomeOption global = new HomeOption();

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Mixin
    private EngineOptions engineOptions = new EngineOptions();

    ConfigCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Config config = options.config(context, context.home(global.home), engineOptions.flags());
        Table table = new Table("SETTING", "VALUE", "FROM", "MEANING");
        for (Setting setting : Setting.values()) {
            Config.Effective effective = config.effective(setting);
            table.row(setting.key(), effective.value(), effective.origin(), setting.meaning());
        }
        table.print(context.out(), context.columns());
        return ExitCode.OK;
    }
}
