/**
 * The application: study files, tuning, the ask-tell protocol, exchange, reports and the command line. It exports
 * nothing: other programs drive it by its commands and protocols, or embed the two modules below it.
 */
module dev.retune.experiments {
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires de.siegmar.fastcsv;
    requires dev.retune.modelcore;
    requires echarts; // named after its file: the script of the report
    requires info.picocli;
    requires java.sql;
    requires me.tongfei.progressbar;
    requires org.slf4j;
    requires static org.jspecify;
    requires tools.jackson.databind;
    requires tools.jackson.dataformat.yaml;

    opens dev.retune.cli to
            info.picocli;
}
