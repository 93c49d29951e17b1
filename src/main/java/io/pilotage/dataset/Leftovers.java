package io.pilotage.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Removes what a server that was killed left behind: the folders of its audits, and uploads that
 * never came whole. What was written to within a day may belong to another server that is alive.
 */
@Component
class Leftovers {

  static final Duration KEPT = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  private final DatasetProperties properties;
  private final Clock clock;

  Leftovers(DatasetProperties properties, Clock clock) {
    this.properties = properties;
    this.clock = clock;
  }

  @EventListener(ApplicationReadyEvent.class)
  void sweep() {
    var audits = removed(in(properties.workFolder(), Workbench::isFolder));
    var uploads = removed(in(properties.folders().get(0), Files::isDirectory).stream()
        .flatMap(initiative -> in(initiative, DataFiles::isArriving).stream())
        .toList());
    if (audits + uploads > 0)
      LOG.info(
          "Removed what was left behind more than {} h ago: folders of audits: {}, unfinished uploads: {}.",
          KEPT.toHours(),
          audits,
          uploads);
  }

  private int removed(List<Path> left) {
    var removed = 0;
    for (var path : left) {
      try {
        if (written(path).isBefore(clock.instant().minus(KEPT))
            && FileSystemUtils.deleteRecursively(path)) removed++;
      } catch (IOException | UncheckedIOException stuck) {
        LOG.warn(
            "{} was left behind and could not be removed; the next start tries again.",
            path,
            stuck);
      }
    }
    return removed;
  }

  private static List<Path> in(Path folder, Predicate<Path> wanted) {
    if (!Files.isDirectory(folder)) return List.of();
    try (var found = Files.list(folder)) {
      return found.filter(wanted).toList();
    } catch (IOException unreadable) {
      LOG.warn("What was left behind in {} could not be looked for.", folder, unreadable);
      return List.of();
    }
  }

  /** When anything in it was written last. */
  private static Instant written(Path path) throws IOException {
    try (var all = Files.walk(path)) {
      var last = Instant.MIN;
      for (var one : all.toList()) {
        var at = Files.getLastModifiedTime(one, LinkOption.NOFOLLOW_LINKS).toInstant();
        if (at.isAfter(last)) last = at;
      }
      return last;
    }
  }
}
