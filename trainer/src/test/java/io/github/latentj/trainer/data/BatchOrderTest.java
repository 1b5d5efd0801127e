package io.github.latentj.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BatchOrderTest {
    @Test
    void everyEpochShowsEachImageAtMostOnceAndFillsItsBatches() {
        BatchOrder order = new BatchOrder(23, 5, 1);
        assertThat(order.batchesPerEpoch()).isEqualTo(4);
        Set<Integer> ever = new HashSet<>();
        for (int epoch = 0; epoch < 50; epoch++) {
            Set<Integer> seen = new HashSet<>();
            for (int[] batch : order.epoch(epoch)) {
                assertThat(batch).hasSize(5);
                for (int index : batch) {
                    assertThat(index).isBetween(0, 22);
                    assertThat(seen.add(index)).isTrue();
                }
            }
            ever.addAll(seen);
        }
        assertThat(ever).as("no image is left out for ever").hasSize(23);
    }

    @Test
    void orderFollowsSeedAndEpochAlone() {
        assertThat(new BatchOrder(100, 10, 7).epoch(3)).isDeepEqualTo(new BatchOrder(100, 10, 7).epoch(3));
        assertThat(new BatchOrder(100, 10, 7).epoch(3)[0]).isNotEqualTo(new BatchOrder(100, 10, 7).epoch(4)[0]);
        assertThat(new BatchOrder(100, 10, 7).epoch(3)[0]).isNotEqualTo(new BatchOrder(100, 10, 8).epoch(3)[0]);
    }

    @Test
    void refusesABatchThatCannotBeFilled() {
        assertThatThrownBy(() -> new BatchOrder(4, 5, 1)).hasMessage("a batch of 5 needs as many images, found 4");
    }
}
