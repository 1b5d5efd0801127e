package io.github.latentj.trainer.evaluate;

import io.github.latentj.contract.IntensityMap;
import io.github.latentj.trainer.data.ImageSet;

/** Images as a given network wants them: another folder may have been given another intensity map than training had. */
public final class NetworkImages {
    private NetworkImages() {}

    /**
     * @param indices of the images, in the order wanted
     * @param map of the network
     * @return float32 [indices, C, side, side] in network range
     */
    public static float[] of(ImageSet images, int[] indices, IntensityMap map) {
        int length = images.channels() * images.size() * images.size();
        float[] all = new float[Math.multiplyExact(indices.length, length)];
        for (int i = 0; i < indices.length; i++) {
            images.copyTo(indices[i], all, i * length);
        }
        IntensityMap own = images.intensityMap();
        for (int i = 0; i < all.length && !own.equals(map); i++) {
            all[i] = Math.max(-1, Math.min(1, map.toNetwork(own.toImage(all[i]))));
        }
        return all;
    }
}
