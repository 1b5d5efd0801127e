package io.github.latentj.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CancellationTest {
    private final Cancellation cancellation = new Cancellation();

    @BeforeAll
    static void loadRuntime() {
        OrtEnvironment.getEnvironment();
    }

    @Test
    void wishThatOvertakesItsRunKeepsThatOneFromBeginningAndNoOther() throws OrtException {
        assertThat(cancellation.begin(5)).isNotNull();
        cancellation.cancel(7);
        assertThat(cancellation.isCancelled(5)).isFalse();
        cancellation.end();
        assertThat(cancellation.begin(6)).isNotNull();
        cancellation.end();
        assertThat(cancellation.begin(7)).isNull();
        assertThat(cancellation.isCancelled(7)).isTrue();
        cancellation.end();
        assertThat(cancellation.begin(8)).isNotNull();
        cancellation.end();
    }

    @Test
    void wishThatComesTooLateChangesNothing() throws OrtException {
        cancellation.begin(3);
        cancellation.end();
        cancellation.cancel(3);

        assertThat(cancellation.isCancelled(3)).isFalse();
    }
}
