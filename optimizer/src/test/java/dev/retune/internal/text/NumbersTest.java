package dev.retune.internal.text;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NumbersTest {

    @Test
    void text_ofAWholeNumber_hasNoDecimalPoint() {
        assertThat(Numbers.text(3)).isEqualTo("3");
        assertThat(Numbers.text(-0.0)).isEqualTo("0");
        assertThat(Numbers.text(0x1p53 - 1)).isEqualTo("9007199254740991");
        assertThat(Numbers.text(1e19)).isEqualTo("1.0E19").isNotEqualTo(Numbers.text(2e19));
        assertThat(Numbers.text(0.5)).isEqualTo("0.5");
        assertThat(Numbers.text(Double.NaN)).isEqualTo("NaN");
        assertThat(Numbers.text(Double.POSITIVE_INFINITY)).isEqualTo("Infinity");
    }

    @Test
    void plain_isTheSameNumber() {
        for (double x : new double[] {0, -7, 0.25, 1e300, Double.NaN, Double.NEGATIVE_INFINITY}) {
            assertThat(Numbers.plain(x).doubleValue()).isEqualTo(Double.valueOf(x));
        }
        assertThat(Numbers.plain(4)).isEqualTo(4L);
        assertThat(Numbers.plain(0.5)).isEqualTo(0.5);
    }
}
