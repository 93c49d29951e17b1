package io.pilotage.identity.opening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

@DisplayName("A69: the folder of our data is for its owner only")
class PrivateHomeTest {

  @TempDir
  Path temp;

  @Test
  void theFolderIsShutBeforeAnythingIsInItAndTheFilesOnceTheyAre() throws IOException {
    var path = temp.resolve("data");
    var home = home(path);

    home.postProcessBeanFactory(null);
    assertThat(permissions(path)).isEqualTo("rwx------");

    var database = Files.createFile(
        path.resolve("pilotage.mv.db"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
    home.afterSingletonsInstantiated();
    assertThat(permissions(database)).isEqualTo("rw-------");
  }

  @Test
  void whatWasOpenBeforeAnUpgradeIsShut() throws IOException {
    var old = Files.createFile(temp.resolve("predictions.duckdb"));
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-rw-r--"));
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));

    home(temp).postProcessBeanFactory(null);

    assertThat(permissions(old)).isEqualTo("rw-------");
    assertThat(permissions(temp)).isEqualTo("rwx------");
  }

  @Test
  void aFolderThatCannotBeMadeIsNoReasonNotToStart() throws IOException {
    var file = Files.createFile(temp.resolve("file"));

    assertThatCode(() -> home(file.resolve("data")).postProcessBeanFactory(null))
        .doesNotThrowAnyException();
  }

  private static PrivateHome home(Path path) {
    var home = new PrivateHome();
    home.setEnvironment(new MockEnvironment().withProperty("pilotage.home", path.toString()));
    return home;
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
