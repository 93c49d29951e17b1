package io.pilotage.identity.opening;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Keeps the folder of our data, and the files in it, for the owner of the process alone: the
 * database holds hashes of passwords. Shuts the folder before anything opens a file in it, and the
 * files once they are there.
 */
@Component
class PrivateHome
    implements BeanFactoryPostProcessor, EnvironmentAware, SmartInitializingSingleton {

  private static final Logger LOG = LoggerFactory.getLogger(PrivateHome.class);

  private Path home;

  @Override
  public void setEnvironment(Environment environment) {
    home = Path.of(environment.getRequiredProperty("pilotage.home")).toAbsolutePath();
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    try {
      Files.createDirectories(home);
    } catch (IOException unwritable) {
      LOG.warn("The folder {} cannot be made: {}", home, unwritable.getMessage());
      return;
    }
    shut(home);
  }

  @Override
  public void afterSingletonsInstantiated() {
    shut(home);
  }

  /**
   * A folder of another owner, as volumes of a cluster are, or a system without such permissions,
   * is no reason not to start.
   */
  static void shut(Path home) {
    if (!home.getFileSystem().supportedFileAttributeViews().contains("posix")) return;
    keep(home, "rwx------");
    try (var files = Files.list(home)) {
      files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .forEach(file -> keep(file, "rw-------"));
    } catch (IOException unreadable) {
      LOG.warn("The folder {} cannot be read: {}", home, unreadable.getMessage());
    }
  }

  private static void keep(Path path, String permissions) {
    try {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    } catch (IOException refused) {
      LOG.warn("{} cannot be made readable by its owner only: {}", path, refused.getMessage());
    }
  }
}
