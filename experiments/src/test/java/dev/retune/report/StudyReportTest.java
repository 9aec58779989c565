package dev.retune.report;

import dev.retune.trial.TrialRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

class StudyReportTest {

    private static JsonNode data(String html) {
        Matcher script =
                Pattern.compile("id=\"data\">(.*?)</script>", Pattern.DOTALL).matcher(html);
        assertThat(script.find()).isTrue();
        return JsonMapper.shared().readTree(script.group(1));
    }

    @Test
    void html_needsNoNetwork() {
        String html = SampleStudy.of(5).html();
        String markup = Pattern.compile("<script>.*?</script>", Pattern.DOTALL)
                .matcher(html)
                .replaceAll("");

        assertThat(markup)
                .contains("default-src 'none'") // so that scripts cannot load anything either
                .doesNotContainPattern("(src|href)=\"(?!data:)")
                .doesNotContain("@import", "url(", "{{");
    }

    @Test
    void html_namesThatLookLikeMarkup_areEscaped() {
        String html = SampleStudy.named("</script><script>alert('x')</script> & {{data}} $1", 2)
                .html();

        assertThat(html.contains("</script><script>alert")).isFalse();
        assertThat(data(html).get("study").stringValue())
                .isEqualTo("</script><script>alert('x')</script> & {{data}} $1");
    }

    @Test
    void html_holdsBestHoldOutAndEveryTrial() {
        JsonNode data = data(SampleStudy.of(12).withHoldOut(0.9).html());

        assertThat(data.get("trials").size()).isEqualTo(12);
        assertThat(data.get("holdOut").get("score").doubleValue()).isEqualTo(0.9);
        assertThat(data.get("holdOut").get("confusion").get(1).get(1).intValue())
                .isEqualTo(18);
        assertThat(data.get("best").intValue()).isEqualTo(SampleStudy.of(12).best());
        assertThat(data.get("curves").get(0).get("points").size()).isEqualTo(20);
    }

    @Test
    void html_trialsOfOneStep_haveNoCurves() {
        SampleStudy study = SampleStudy.of(12);
        List<TrialRecord> trials = study.trials().stream()
                .map(trial -> trial.noted(Map.of("trainingLoss", List.of(1.0))))
                .toList();

        assertThat(data(new SampleStudy(study.definition(), trials).html()).get("curves"))
                .isEmpty();
    }

    @Test
    void html_trialsThatOldVersionsStored_haveTheSameCurves() {
        assertThat(data(SampleStudy.ofOldVersion(12).html()).get("curves"))
                .isEqualTo(data(SampleStudy.of(12).html()).get("curves"));
    }

    @Test
    void html_divergedCurve_keepsItsPlaceWithoutAValue() {
        JsonNode curves = data(SampleStudy.of(12).html()).get("curves");

        assertThat(curves)
                .anySatisfy(curve -> assertThat(curve.get("points")
                                .get(curve.get("points").size() - 1)
                                .get(1)
                                .isNull())
                        .isTrue());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10_000})
    void html_fewOrManyTrials_staysModest(int trials) {
        String html = SampleStudy.of(trials).html();

        assertThat(data(html).get("trials").size()).isEqualTo(trials);
        assertThat(data(html).get("curves").size()).isLessThanOrEqualTo(301);
        assertThat(html.length()).isLessThan(8_000_000);
    }

    @Test
    void html_onlyFailures_hasNoBest() {
        JsonNode data = data(SampleStudy.failing(3).html());

        assertThat(data.get("best").isNull()).isTrue();
        assertThat(data.get("trials"))
                .allSatisfy(t -> assertThat(t.get("reason").stringValue()).contains("diverged"));
    }

    @Test
    void thinned_keepsTheLast() {
        assertThat(ReportData.thinned(List.of(1, 2, 3, 4, 5, 6, 7), 3)).containsExactly(2, 4, 7);
        assertThat(ReportData.thinned(List.of(1, 2), 3)).containsExactly(1, 2);
    }
}
