package dev.retune.exchange;

import dev.retune.exchange.OptunaStudy.Distribution;
import dev.retune.exchange.OptunaStudy.OptunaTrial;
import dev.retune.exchange.OptunaStudy.Suggested;
import dev.retune.space.Parameter;
import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OptunaSpaceTest {

    private static OptunaTrial trial(int number, String state, String... parameters) {
        Map<String, Suggested> suggested = new LinkedHashMap<>();
        for (String parameter : parameters) {
            suggested.put(parameter, new Suggested(0.5, new Distribution.Real(0, 1, false, 0)));
        }
        return new OptunaTrial(
                number,
                state,
                Optional.empty(),
                Optional.empty(),
                suggested,
                Map.of(),
                List.of(),
                Map.of(1, 0.5),
                List.of(),
                Map.of(),
                Optional.empty());
    }

    @Test
    void of_aTrialThatWasPrunedBeforeTheLastSuggestion_addsNoSwitch() {
        OptunaTrial pruned = trial(1, "PRUNED", "x");

        OptunaSpace space = OptunaSpace.of(List.of(trial(0, "COMPLETE", "x", "y"), pruned));

        assertThat(space.space().parameters()).extracting(Parameter::name).containsExactly("x", "y");
        assertThat(space.remarks()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> space.configuration(pruned));
    }
}
