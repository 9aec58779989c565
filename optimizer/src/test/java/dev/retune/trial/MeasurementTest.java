package dev.retune.trial;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MeasurementTest {

    @Test
    void of_isAsShortAsAValue() {
        assertThat(Measurement.of(0.5).value()).isEqualTo(0.5);
        assertThat(Measurement.of(0.5).folds()).isEmpty();
        assertThat(Measurement.of(0.5).cost()).isEmpty();
        assertThat(Measurement.of(0.5).violation()).isZero();
        assertThat(Measurement.ofFolds(List.of(0.25, 0.75)).value()).isEqualTo(0.5);
    }

    @Test
    void parts_keepTheirOrder_andNamesAreDifferent() {
        Measurement measured = Measurement.of("b", 1)
                .and("a", 2)
                .constraint("z", 1)
                .constraint("y", -1)
                .constraint("z", 2);
        assertThat(measured.metrics()).extracting(MetricValue::metric).containsExactly("b", "a");
        assertThat(measured.constraints()).containsExactly(Map.entry("z", 2.0), Map.entry("y", -1.0));
        assertThat(measured.violation()).isEqualTo(2);
        assertThat(measured.metric("a").orElseThrow().value()).isEqualTo(2);
        assertThat(measured.metric("c")).isEmpty();
        assertThat(measured.constraints(List.of(0.0, 3.0)).constraints())
                .containsExactly(Map.entry("constraint1", 0.0), Map.entry("constraint2", 3.0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> measured.and("a", 3))
                .withMessage("A measurement has two values of 'a': give each metric once");
        assertThat(Measurement.of(1).constraint("c", Double.NaN).violation()).isInfinite();
    }

    @Test
    void cost_isFiniteAndNotNegative() {
        assertThat(Measurement.of(1).cost(0).cost()).hasValue(0);
        for (double cost : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            String message = "A trial has the cost %s: it must be finite, and 0 or more".formatted(cost);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Measurement.of(1).cost(cost))
                    .withMessage(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Outcome.Failed("no", OptionalDouble.of(cost)))
                    .withMessage(message);
        }
    }

    @Test
    void parts_ofProtocols_arePutTogether() {
        assertThat(new MeasurementParts()
                        .value(1)
                        .folds(List.of(2.0, 3.0))
                        .build()
                        .metrics())
                .containsExactly(new MetricValue("value", 1, List.of(2.0, 3.0)));
        assertThat(new MeasurementParts()
                        .folds(List.of(2.0, 4.0))
                        .constraints(List.of(1.0))
                        .cost(3)
                        .build())
                .isEqualTo(Measurement.ofFolds(List.of(2.0, 4.0))
                        .constraints(List.of(1.0))
                        .cost(3));
        assertThat(new MeasurementParts()
                        .metric("a", 1)
                        .folds("a", List.of(5.0))
                        .folds("b", List.of(1.0, 3.0))
                        .build()
                        .metrics())
                .containsExactly(new MetricValue("a", 1, List.of(5.0)), MetricValue.ofFolds("b", List.of(1.0, 3.0)));
        assertThat(new MeasurementParts().scores(List.of(1.0)).score(7).build()).isEqualTo(Measurement.of(7));
        assertThat(new MeasurementParts().score(7).scores(List.of(1.0)).build())
                .isEqualTo(Measurement.ofFolds(List.of(1.0)));
        assertThat(new MeasurementParts().cost(1).isEmpty()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new MeasurementParts().value(1).values(List.of(1.0)).build())
                .withMessage("expected one of \"value\" and \"values\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MeasurementParts()
                        .metric("a", 1)
                        .values(List.of(1.0))
                        .build())
                .withMessage("expected one of \"values\" and \"metrics\"");
        assertThatIllegalArgumentException().isThrownBy(() -> new MeasurementParts().build());
    }
}
