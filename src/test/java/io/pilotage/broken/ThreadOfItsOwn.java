package io.pilotage.broken;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Works beside the requests in threads that nobody counts or stops. */
public class ThreadOfItsOwn {

  public static class MakesOne {
    Thread start() {
      return new Thread(() -> {});
    }
  }

  public static class MakesAPool {
    Object start() {
      return Executors.newSingleThreadExecutor();
    }
  }

  public static class UsesThePoolOfTheMachine {
    CompletableFuture<Integer> start() {
      return CompletableFuture.supplyAsync(() -> 1);
    }
  }

  public static class WaitsInThePoolOfTheMachine {
    Object start() {
      return CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);
    }
  }

  public static class CountsInParallel {
    long count(List<String> words) {
      return words.parallelStream().count();
    }
  }
}
