package io.millrace.cli;

import io.millrace.engine.RunQueries;
import io.millrace.engine.RunStore;
import io.millrace.engine.loop.EngineObserver;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What is put around an engine to see what it does.
 *
 * @param store the store as the engine sees it
 * @param observer of the engine, which may read the store
 */
record Instruments(UnaryOperator<RunStore> store, Function<RunQueries, EngineObserver> observer) {
    /** Only an observer. */
    static Instruments of(EngineObserver observer) {
        return new Instruments(store -> store, queries -> observer);
    }
}
