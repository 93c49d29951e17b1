package io.pilotage.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.event.EventListener;

@DisplayName("what a server left behind that was killed goes away at a start, a day later")
@ExtendWith(OutputCaptureExtension.class)
class LeftoversTest {

  private static final Duration OLD = Duration.ofHours(25);
  private static final Duration YOUNG = Duration.ofHours(23);

  @TempDir
  Path home;

  private Bench bench;
  private Path work;
  private Path uploads;

  @BeforeEach
  void open() throws IOException {
    bench = new Bench(home);
    work = Files.createDirectories(home.resolve("work"));
    uploads = Files.createDirectories(bench.folder.resolve("FRAUD-1"));
  }

  @Test
  void sweepsWhatIsOldAndSaysHowMuch(CapturedOutput log) throws IOException {
    var folder = folder("audit-4711", OLD, OLD);
    var upload = file(uploads.resolve(".arriving-815-train.csv"), OLD);

    sweep();

    assertThat(folder).doesNotExist();
    assertThat(upload).doesNotExist();
    assertThat(log).contains("folders of audits: 1, unfinished uploads: 1.");
  }

  @Test
  void keepsWhatIsYoungerAndWhatIsNoneOfIts(CapturedOutput log) throws IOException {
    var young = folder("audit-4712", YOUNG, YOUNG);
    // An audit that goes on for days writes into its folder all the while.
    var goesOn = folder("audit-4713", OLD, YOUNG);
    var others = folder("audit-of-may", OLD, OLD);
    var note = file(work.resolve("audit-4714"), OLD);
    var arriving = file(uploads.resolve(".arriving-816-train.csv"), YOUNG);
    var arrived = file(uploads.resolve("train.csv"), OLD);
    var hidden = file(uploads.resolve(".arriving"), OLD);
    var elsewhere = Files.createDirectory(home.resolve("elsewhere"));
    var precious = file(elsewhere.resolve("precious.csv"), OLD);
    var link = Files.createSymbolicLink(work.resolve("audit-4715"), elsewhere);
    var holdsLink = folder("audit-4716", OLD, OLD);
    var old = FileTime.from(Bench.NOW.minus(OLD));
    Files.getFileAttributeView(
            Files.createSymbolicLink(holdsLink.resolve("within"), elsewhere),
            BasicFileAttributeView.class,
            LinkOption.NOFOLLOW_LINKS)
        .setTimes(old, old, old);
    age(holdsLink, OLD);

    sweep();

    assertThat(holdsLink).doesNotExist();
    for (var kept : new Path[] {young, goesOn, others, note, arriving, arrived, hidden, precious})
      assertThat(kept).exists();
    assertThat(link).isSymbolicLink();
    assertThat(log).contains("folders of audits: 1, unfinished uploads: 0.");
  }

  @Test
  void saysNothingWhereNothingIsLeft(CapturedOutput log) throws IOException {
    Files.delete(work);

    sweep();

    assertThat(log).doesNotContain("unfinished uploads");
  }

  @Test
  @DisplayName("it is looked for once the application is ready")
  void looksAtTheStart() throws NoSuchMethodException {
    assertThat(Leftovers.class
            .getDeclaredMethod("sweep")
            .getAnnotation(EventListener.class)
            .value())
        .containsExactly(ApplicationReadyEvent.class);
  }

  private void sweep() {
    new Leftovers(bench.properties, Clock.fixed(Bench.NOW, ZoneOffset.UTC)).sweep();
  }

  private Path folder(String name, Duration old, Duration written) throws IOException {
    var folder = Files.createDirectories(work.resolve(name).resolve("spill"));
    file(folder.resolve("bench.duckdb"), written);
    age(folder, old);
    return age(folder.getParent(), old);
  }

  private static Path file(Path path, Duration old) throws IOException {
    return age(Files.writeString(path, "a,b\n1,2\n"), old);
  }

  private static Path age(Path path, Duration old) throws IOException {
    return Files.setLastModifiedTime(path, FileTime.from(Bench.NOW.minus(old)));
  }
}
