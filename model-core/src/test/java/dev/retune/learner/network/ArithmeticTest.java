package dev.retune.learner.network;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class ArithmeticTest {

    @Test
    void resolve_ofAutomatic_takesOpenBlasForWideNetworksOnly() {
        assumeTrue(Arithmetic.OPENBLAS.isAvailable());
        assertThat(Arithmetic.AUTOMATIC.resolve(20, 32, 2)).isEqualTo(Arithmetic.JAVA);
        assertThat(Arithmetic.AUTOMATIC.resolve(784, 128, 64, 10)).isEqualTo(Arithmetic.OPENBLAS);
        assertThat(Arithmetic.JAVA.resolve(784, 128, 64, 10)).isEqualTo(Arithmetic.JAVA);
    }

    @Test
    void start_withAutomatic_recordsTheChoice() {
        NetworkTraining training =
                NetworkTraining.start(NetworkSettings.builder(Output.SOFTMAX).build(), Samples.spirals(20, 1));
        assertThat(training.settings().arithmetic()).isEqualTo(Arithmetic.JAVA);
    }

    @Test
    void openBlas_learnsWhatJavaLearns() {
        assumeTrue(Arithmetic.OPENBLAS.isAvailable());
        NetworkSettings settings = NetworkSettings.builder(Output.SOFTMAX)
                .hidden(40, 30)
                .epochs(3)
                .arithmetic(Arithmetic.JAVA)
                .build();
        NetworkTraining java = Samples.finish(NetworkTraining.start(settings, Samples.noise(100, 1)));
        NetworkTraining blas = Samples.finish(NetworkTraining.start(
                settings.toBuilder().arithmetic(Arithmetic.OPENBLAS).build(), Samples.noise(100, 1)));
        assertThat(blas.trainingLoss()).isCloseTo(java.trainingLoss(), within(1e-4));
    }

    @Test
    void start_withoutTheJars_takesJavaAndRefusesOpenBlas() throws Exception {
        Class<?> other = new WithoutOpenBlas().loadClass(WithoutJars.class.getName());
        Method main = other.getDeclaredMethod("run");
        main.setAccessible(true);
        assertThat(main.invoke(null)).isEqualTo("AUTOMATIC took JAVA");
        Method openBlas = other.getDeclaredMethod("runOpenBlas");
        openBlas.setAccessible(true);
        assertThatThrownBy(() -> openBlas.invoke(null))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("put org.bytedeco:openblas");
    }

    /** What {@link #start_withoutTheJars_takesJavaAndRefusesOpenBlas} runs in a class loader of its own. */
    static final class WithoutJars {

        private WithoutJars() {}

        static String run() {
            return "AUTOMATIC took " + train(Arithmetic.AUTOMATIC);
        }

        static String runOpenBlas() {
            return train(Arithmetic.OPENBLAS);
        }

        private static String train(Arithmetic arithmetic) {
            float[][] x = new float[8][100];
            NetworkSettings settings = NetworkSettings.builder(Output.LINEAR)
                    .hidden(100)
                    .epochs(1)
                    .arithmetic(arithmetic)
                    .build();
            NetworkTraining training = NetworkTraining.start(settings, Examples.ofNumbers(x, new float[8]));
            training.advanceEpoch();
            return training.settings().arithmetic().name();
        }
    }

    /** Defines this package's classes anew and knows nothing of org.bytedeco, as where the jars are missing. */
    private static final class WithoutOpenBlas extends ClassLoader {

        private static final String PACKAGE = Arithmetic.class.getPackageName();

        WithoutOpenBlas() {
            super(ArithmeticTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.bytedeco.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith(PACKAGE)) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
