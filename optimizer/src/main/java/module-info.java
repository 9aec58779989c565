/**
 * The search library: spaces, strategies, studies and their stores. The JDBC drivers are optional: those of SQLite and
 * PostgreSQL are used if they are on the module path.
 */
module dev.retune.optimizer {
    requires static transitive org.jspecify;
    requires org.apache.commons.jexl3;
    requires commons.math3; // an automatic module, named after its file; there will be no newer version
    requires org.slf4j;
    requires tools.jackson.databind;
    requires java.sql;
    requires static org.postgresql.jdbc;
    requires static org.xerial.sqlitejdbc;

    exports dev.retune.budget;
    exports dev.retune.execution;
    exports dev.retune.execution.program;
    exports dev.retune.pruning;
    exports dev.retune.space;
    exports dev.retune.statistics;
    exports dev.retune.store;
    exports dev.retune.store.jdbc;
    exports dev.retune.strategy;
    exports dev.retune.strategy.auto;
    exports dev.retune.strategy.evolution;
    exports dev.retune.strategy.gp;
    exports dev.retune.strategy.halving;
    exports dev.retune.strategy.tpe;
    exports dev.retune.study;
    exports dev.retune.trial;
    exports dev.retune.internal.numerics to
            dev.retune.experiments,
            dev.retune.modelcore;
    exports dev.retune.internal.text to
            dev.retune.experiments,
            dev.retune.modelcore;
}
