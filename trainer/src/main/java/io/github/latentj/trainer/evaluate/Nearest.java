package io.github.latentj.trainer.evaluate;

import java.util.ArrayList;
import java.util.List;

/** The vectors of a large set that are nearest to each of a few, found while the large set passes by in parts. */
final class Nearest {
    private final Vectors queries;
    private final int ways;
    private final int wanted;
    private final List<List<Match>> matches = new ArrayList<>();

    /** One found vector and its exact squared distance. */
    record Match(int index, double squaredDistance) {}

    /**
     * @param queries in {@code ways} forms each, one after the other, of which the nearest counts
     * @param wanted matches of each query
     */
    Nearest(Vectors queries, int ways, int wanted) {
        this.queries = queries;
        this.ways = ways;
        this.wanted = wanted;
        for (int i = 0; i < queries.count() / ways; i++) {
            matches.add(new ArrayList<>());
        }
    }

    /**
     * Looks through a part of the set.
     *
     * @param firstIndex number of its first vector in the whole set
     * @param own for each query the number of itself in the set, which does not count, or null
     */
    void look(Vectors part, int firstIndex, int[] own) {
        float[] distances = Products.squaredDistances(queries, part);
        for (int query = 0; query < matches.size(); query++) {
            for (int j = 0; j < part.count(); j++) {
                if (own == null || own[query] != firstIndex + j) {
                    offer(query, j, part, firstIndex, distances);
                }
            }
        }
    }

    private void offer(int query, int j, Vectors part, int firstIndex, float[] distances) {
        List<Match> best = matches.get(query);
        int nearest = query * ways;
        for (int way = nearest + 1; way < (query + 1) * ways; way++) {
            nearest = distances[way * part.count() + j] < distances[nearest * part.count() + j] ? way : nearest;
        }
        boolean full = best.size() == wanted;
        if (full
                && distances[nearest * part.count() + j] >= best.get(wanted - 1).squaredDistance()) {
            return;
        }
        Match match = new Match(firstIndex + j, queries.squaredDistance(nearest, part, j));
        int place = best.size();
        while (place > 0 && best.get(place - 1).squaredDistance() > match.squaredDistance()) {
            place--;
        }
        best.add(place, match);
        if (best.size() > wanted) {
            best.remove(wanted);
        }
    }

    /** The nearest ones of a query, the nearest first. */
    List<Match> of(int query) {
        return matches.get(query);
    }

    /** Root mean square difference per component between each query and its nearest. */
    double[] distances() {
        double[] distances = new double[matches.size()];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = Math.sqrt(matches.get(i).get(0).squaredDistance() / queries.length());
        }
        return distances;
    }
}
