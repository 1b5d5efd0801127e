package io.github.latentj.trainer.evaluate;

import io.github.latentj.trainer.evaluate.Section.Table;
import io.github.latentj.trainer.export.FeatureNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Distances of generated images to real ones, beside those of real images to real ones. */
final class DistanceSection {
    private static final int KERNEL_SUBSETS = 100;
    private static final int LARGEST_SUBSET = 1000;
    private static final int SIMILARITY_PAIRS = 500;
    private static final double Z = 1.96;

    private final Material material;
    private final List<String> columns = new ArrayList<>();
    private final Map<String, Vectors> sets = new LinkedHashMap<>();

    DistanceSection(Material material) {
        this.material = material;
        columns.add("measure");
        sets.put("generated", material.generated());
        sets.put("other training images", material.otherReal());
        material.heldBack().ifPresent(images -> sets.put("held-back images", images));
        columns.addAll(sets.keySet());
    }

    Section measure() {
        List<Table> tables = new ArrayList<>();
        tables.add(new Table("Pixels and patches", columns, pixels()));
        tables.add(new Table("Features of this run's discriminator", columns, ofFeatures(material.features(), true)));
        material.request().features().ifPresent(other -> {
            try (FeatureNetwork network = new FeatureNetwork(other.file(), other.output())) {
                FeatureReader reader =
                        new FeatureReader(network, material.channels(), material.side(), material.progress());
                tables.add(new Table("Features of " + other.file().getFileName(), columns, ofFeatures(reader, false)));
            }
        });
        return new Section("distances", "Distances", notes(), tables, List.of(), List.of());
    }

    private List<String> notes() {
        MultiScaleSimilarity similarity = new MultiScaleSimilarity(material.channels(), material.side());
        return List.of(
                String.format(
                        Locale.ROOT,
                        "Each column is a set of %d images, measured against the same %d training images. The columns of"
                                + " real images are the floor: where a generator is as near as other real images, there is"
                                + " nothing left to ask for. The floor varies with the draw; another --seed shows how"
                                + " much. All depend on the number of images; compare equal numbers only. Seed %d.",
                        material.count(),
                        material.count(),
                        material.request().seed()),
                "Patch distance: sliced Wasserstein distance of 7x7 patches on the levels of a Laplacian pyramid, times"
                        + " 1,000 (Karras et al. 2018); smaller is nearer.",
                "Similarity of pairs: mean multi-scale structural similarity (Wang et al. 2003) of "
                        + SIMILARITY_PAIRS
                        + " random pairs within the set, with its 95 % interval, on "
                        + similarity.scales()
                        + " scales. A set that is more alike than the real one lacks diversity (Odena et al. 2017).",
                "Kernel distance: the formula of KID (Binkowski et al. 2018), unbiased, mean and standard deviation over "
                        + KERNEL_SUBSETS
                        + " subsets. It is no KID and no FID: the features are the discriminator's own,"
                        + " standardized by the training images, and the number compares with this run's alone. A"
                        + " discriminator is trained to tell its generator's images from real ones, so this asks most"
                        + " where the generator is weakest. Features of another network are taken as they are.",
                "Precision: share of the set that lies among the training images. Recall: share of the training images"
                        + " that lie among the set. By " + PrecisionRecall.NEIGHBOURS
                        + " nearest neighbours of features (Kynkaanniemi et al. 2019). Few good but alike images: high"
                        + " precision, low recall.");
    }

    private List<List<Object>> pixels() {
        List<List<Object>> rows = new ArrayList<>();
        PatchDistance patches = new PatchDistance(
                material.channels(), material.side(), material.request().seed());
        double[][] distances = new double[sets.size()][];
        int set = 0;
        for (Map.Entry<String, Vectors> entry : sets.entrySet()) {
            material.progress().at("Patch distance of " + entry.getKey(), set, sets.size());
            distances[set++] = patches.between(entry.getValue(), material.reference());
        }
        for (int level = 0; level < patches.levels(); level++) {
            List<Object> row = new ArrayList<>();
            int width = material.side() >> level;
            row.add("patch distance at " + width + "x" + width);
            for (double[] ofSet : distances) {
                row.add(ofSet[level]);
            }
            rows.add(row);
        }
        similarities(rows);
        return rows;
    }

    private void similarities(List<List<Object>> rows) {
        List<Object> mean = new ArrayList<>(List.of("similarity of pairs"));
        List<Object> from = new ArrayList<>(List.of("similarity of pairs, from"));
        List<Object> to = new ArrayList<>(List.of("similarity of pairs, to"));
        MultiScaleSimilarity similarity = new MultiScaleSimilarity(material.channels(), material.side());
        for (Map.Entry<String, Vectors> set : sets.entrySet()) {
            Random random = material.random("pairs");
            double sum = 0;
            double squares = 0;
            for (int p = 0; p < SIMILARITY_PAIRS; p++) {
                if (p % 50 == 0) {
                    material.progress().at("Similarity of pairs of " + set.getKey(), p, SIMILARITY_PAIRS);
                }
                int[] pair = Draws.distinct(material.count(), 2, random);
                double value = similarity.of(set.getValue(), pair[0], set.getValue(), pair[1]);
                sum += value;
                squares += value * value;
            }
            double average = sum / SIMILARITY_PAIRS;
            double variance = (squares - SIMILARITY_PAIRS * average * average) / (SIMILARITY_PAIRS - 1);
            double half = Z * Math.sqrt(Math.max(0, variance) / SIMILARITY_PAIRS);
            mean.add(average);
            from.add(average - half);
            to.add(average + half);
        }
        rows.add(mean);
        rows.add(from);
        rows.add(to);
    }

    private List<List<Object>> ofFeatures(FeatureReader reader, boolean standardized) {
        Vectors raw = reader.of(material.reference(), "training images");
        Standardization scale = Standardization.of(raw, 1);
        Vectors reference = standardized ? scale.apply(raw) : raw;
        List<Object> kernel = new ArrayList<>(List.of("kernel distance"));
        List<Object> spread = new ArrayList<>(List.of("kernel distance, spread"));
        List<Object> precision = new ArrayList<>(List.of("precision"));
        List<Object> recall = new ArrayList<>(List.of("recall"));
        for (Map.Entry<String, Vectors> set : sets.entrySet()) {
            Vectors found = reader.of(set.getValue(), set.getKey());
            Vectors compared = standardized ? scale.apply(found) : found;
            material.progress().at("Kernel distance, precision and recall of " + set.getKey(), 0, 1);
            int subset = Math.min(LARGEST_SUBSET, material.count() / 2);
            KernelDistance.Estimate estimate = KernelDistance.between(
                    compared, reference, KERNEL_SUBSETS, subset, material.random("kernel distance"));
            kernel.add(estimate.mean());
            spread.add(estimate.spread());
            PrecisionRecall shares = PrecisionRecall.of(reference, compared, PrecisionRecall.NEIGHBOURS);
            precision.add(shares.precision());
            recall.add(shares.recall());
        }
        return List.of(kernel, spread, precision, recall);
    }
}
