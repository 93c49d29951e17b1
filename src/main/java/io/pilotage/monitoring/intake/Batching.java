package io.pilotage.monitoring.intake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Sorts the lines of one request into those to keep and those to give back. */
public class Batching<T> {

  private final int largest;
  private final List<T> good = new ArrayList<>();
  private final List<Integer> lines = new ArrayList<>();
  private final List<Receipt.Rejected> rejected = new ArrayList<>();

  public Batching(int largest) {
    this.largest = largest;
  }

  public void take(int number, Supplier<T> line) {
    if (good.size() + rejected.size() == largest) {
      throw new TooLarge("A request may hold " + largest
          + " lines at most. Send smaller batches, about 1,000 lines each.");
    }
    try {
      good.add(line.get());
      lines.add(number);
    } catch (BadLine bad) {
      rejected.add(new Receipt.Rejected(number, bad.field(), bad.getMessage()));
    }
  }

  public List<T> good() {
    return good;
  }

  /** Gives back lines that proved bad only when they were to be stored. */
  public void giveBack(Function<T, Optional<BadLine>> doubt) {
    for (int i = good.size() - 1; i >= 0; i--) {
      var bad = doubt.apply(good.get(i));
      if (bad.isEmpty()) continue;
      good.remove(i);
      rejected.add(
          new Receipt.Rejected(lines.remove(i), bad.get().field(), bad.get().getMessage()));
    }
    rejected.sort(Comparator.comparing(Receipt.Rejected::line));
  }

  public Receipt receipt() {
    return new Receipt(good.size(), rejected);
  }
}
